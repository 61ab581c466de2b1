// One ticket: its head, its conversation, the composer, and beside them who the customer is and why things went as they did.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { EmptyState, FailedState } from '../design/states.tsx';
import { useWords } from '../staff/language.ts';
import type { Live } from '../staff/live.ts';
import { Link } from '../staff/route.tsx';
import { useShortcuts } from '../staff/shortcuts.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { ask } from './calls.ts';
import { choicesOf, foreseen } from './choices.ts';
import { Composer } from './composer.tsx';
import type { InboxMessage, InboxTicket, Presence } from './contract.ts';
import { Conversation } from './conversation.tsx';
import { staleBy } from './interest.ts';
import { SidePanel, type SideTab } from './side-panel.tsx';
import { Escalation, Moved, TicketHead } from './ticket-head.tsx';
import { TicketSkeleton } from './ticket-skeleton.tsx';
import { useComposition } from './use-composition.ts';
import { useFresh } from './use-fresh.ts';
import { usePresence } from './use-presence.ts';
import { useSteps } from './use-steps.ts';
import { useWindowEnd } from './use-window-end.ts';
import { inboxWords } from './words.ts';

interface TicketViewProps {
  readonly reference: string;
  readonly me: string;
  readonly backTo: string;
  readonly live: Live;
}

const pace = { waitMs: 60, everyMs: 400 };

/** Give it a key of the reference. */
export function TicketView({ reference, me, backTo, live }: TicketViewProps) {
  const w = useWords(inboxWords);
  const { body, trouble, stale, again } = useFresh<InboxTicket>(
    useCallback(() => ask.ticket(reference), [reference]),
    pace,
  );
  useWindowEnd(body?.reply, stale);
  const [presence, setPresence] = useState<readonly Presence[]>();
  const { ticketId, customer } = body ?? {};
  const customerId = customer?.customerId;
  const [peopleAge, setPeopleAge] = useState(0);
  useEffect(
    () =>
      live.listen((news) => {
        if (news.kind === 'presence' && news.reference === reference) setPresence(news.staff);
        if (news.kind === 'reset' || (news.kind === 'line' && news.again)) stale();
        if (news.kind !== 'change') return;
        const is = staleBy(news.change, { reference, ticketId, customerId });
        if (is.ticket) stale();
        if (is.customer) setPeopleAge((age) => age + 1);
      }),
    [live, reference, ticketId, customerId, stale],
  );
  if (!body && trouble)
    return (
      <div className="pane-state">
        {trouble.kind === 'not-found' ? (
          <EmptyState title={w.ticketGone} actions={<Link to={backTo}>{w.back}</Link>}>
            {w.ticketGoneHint}
          </EmptyState>
        ) : (
          <FailedState title={w.notLoaded} retry={w.tryAgain} again={again}>
            {w.trouble[trouble.kind === 'unreachable' ? 'unreachableRead' : 'failed']}
          </FailedState>
        )}
      </div>
    );
  if (!body) return <TicketSkeleton label={w.loading} />;
  const ticket = presence ? { ...body, presence } : body;
  return <OpenTicket ticket={ticket} me={me} backTo={backTo} again={again} peopleAge={peopleAge} />;
}

interface OpenTicketProps {
  readonly ticket: InboxTicket;
  readonly me: string;
  readonly backTo: string;
  readonly again: () => void;
  readonly peopleAge: number;
}

function OpenTicket({ ticket: known, me, backTo, again, peopleAge }: OpenTicketProps) {
  const w = useWords(inboxWords);
  const [pending, setPending] = useState<InboxMessage>();
  const steps = useSteps(known, again);
  const ticket = steps.busy ? foreseen(known, steps.busy, me) : known;
  const [assigning, setAssigning] = useState(false);
  const [side, setSide] = useState<{ open: boolean; tab: SideTab; at?: string }>({
    open: false,
    tab: 'customer',
  });
  const composing = useComposition({
    person: me,
    ticket: known,
    onPending: setPending,
    onSent: again,
    onBehind: again,
  });
  usePresence(known.reference, composing.open && (composing.draft?.text ?? '') !== '');
  useEffect(() => {
    if (mayTakeFocus(known.reference))
      document.getElementById('ticket-title')?.focus({ preventScroll: true });
  }, [known.reference]);
  // What is shown as being sent goes when the desk shows it itself.
  const messages = useMemo(() => {
    const { messages: told } = known;
    return pending && !told.some(({ id }) => id === pending.id) ? [...told, pending] : told;
  }, [known, pending]);
  const onWhy = useCallback((at: string) => setSide({ open: true, tab: 'why', at }), []);
  useKeys({ ticket, me, composing, steps, onAssign: () => setAssigning(true) });
  // Whoever begins to write wants to see what they write: details that lie over it go.
  const { asked } = composing;
  useEffect(() => {
    if (asked > 0) setSide((before) => ({ ...before, open: false }));
  }, [asked]);
  const toggle = () => setSide((before) => ({ ...before, open: !before.open }));
  return (
    <div className="ticket" data-side={side.open}>
      <div className="ticket-main">
        <TicketHead
          ticket={ticket}
          me={me}
          backTo={backTo}
          steps={steps}
          onAssign={() => setAssigning(true)}
          side={{ isOpen: side.open, toggle }}
        />
        <div className="ticket-notes">
          <Escalation ticket={ticket} />
          <Moved ticket={ticket} />
        </div>
        <Conversation
          reference={ticket.reference}
          customerName={ticket.customer.name}
          messages={messages}
          me={me}
          onWhy={onWhy}
          onDone={again}
        />
        <Composer ticket={ticket} me={me} composing={composing} steps={steps} />
      </div>
      <aside className="ticket-side" aria-label={w.details}>
        <SidePanel
          ticket={ticket}
          chosen={side.tab}
          onChoose={(tab) => setSide((before) => ({ open: before.open, tab }))}
          whyAt={side.at}
          age={peopleAge}
          onChanged={again}
          onClose={toggle}
        />
      </aside>
      {assigning && (
        <AssignDialog me={me} assignee={ticket.assignee} steps={steps} onClose={() => setAssigning(false)} />
      )}
    </div>
  );
}

/** Whether nobody has gone on while the ticket was on its way: to another line, or into a field. */
function mayTakeFocus(reference: string): boolean {
  const inHand = document.activeElement;
  const row = inHand?.closest<HTMLElement>('[data-row]')?.dataset['row'];
  return !inHand?.matches('input, textarea, select') && (row === undefined || row === reference);
}

interface KeyPorts {
  readonly ticket: InboxTicket;
  readonly me: string;
  readonly composing: ReturnType<typeof useComposition>;
  readonly steps: ReturnType<typeof useSteps>;
  readonly onAssign: () => void;
}

function useKeys({ ticket, me, composing, steps, onAssign }: KeyPorts): void {
  const w = useWords(inboxWords);
  const { first, more } = choicesOf(ticket, me);
  const group = w.keys.ticket;
  const can = new Set<string>([...more, ...(first ? [first] : [])]);
  const step = (keys: string, name: 'take' | 'hand-back' | 'resolve' | 'reopen') => ({
    keys,
    words: w.step[name],
    group,
    run: () => void (can.has(name) && steps.busy === undefined && steps.take(name)),
  });
  const writing = ticket.customer.erased
    ? []
    : [
        { keys: 'r', words: w.composer.reply, group, run: () => composing.start('reply') },
        { keys: 'n', words: w.composer.note, group, run: () => composing.start('note') },
      ];
  useShortcuts([
    ...writing,
    step('e', 'take'),
    step('b', 'hand-back'),
    step('x', 'resolve'),
    step('o', 'reopen'),
    { keys: 'a', words: w.step.assign, group, run: () => void (can.has('assign') && onAssign()) },
  ]);
}
