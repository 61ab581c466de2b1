// What a ticket is about, how it stands, who has it, and what can be done with it.
import { useEffect, useState } from 'react';
import { Menu, type MenuItem } from '../design/menu.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { toast } from '../design/toast.tsx';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { Link } from '../staff/route.tsx';
import { type Choices, choicesOf } from './choices.ts';
import type { InboxTicket, Presence } from './contract.ts';
import { Evidence } from './failure-words.tsx';
import { channelIcon, Icon } from './icons.tsx';
import { Line } from './message-body.tsx';
import { Due } from './sla.tsx';
import { useFocusKept } from './use-focus-kept.ts';
import type { Steps } from './use-steps.ts';
import { stripHidden } from './visible-text.ts';
import { inboxWords } from './words.ts';

interface TicketHeadProps {
  readonly ticket: InboxTicket;
  readonly me: string;
  readonly backTo: string;
  readonly steps: Steps;
  readonly onAssign: () => void;
  readonly side: { readonly isOpen: boolean; readonly toggle: () => void };
}

export function TicketHead({ ticket, me, backTo, steps, onAssign, side }: TicketHeadProps) {
  const w = useWords(inboxWords);
  const { reference, subject, status, assignee, sla, presence, customer } = ticket;
  const choices = choicesOf(ticket, me);
  return (
    <header className="ticket-head">
      <Link to={backTo} className="back" aria-label={w.back}>
        <Icon name="back" />
      </Link>
      <h1 id="ticket-title" tabIndex={-1} dir="auto">
        {stripHidden(subject) || w.noSubject}
      </h1>
      <Actions choices={choices} steps={steps} onAssign={onAssign} />
      <button
        type="button"
        className="icon-button side-toggle"
        aria-pressed={side.isOpen}
        aria-label={w.details}
        title={w.details}
        onClick={side.toggle}
      >
        <Icon name="side" />
      </button>
      <div className="ticket-facts">
        <span className="pill" data-status={status}>
          {w.status[status]}
        </span>
        {sla && status === 'escalated' && <Due dueAt={sla.dueAt} />}
        <Reference reference={reference} />
        <span className="fact">
          <Icon name={channelIcon(ticket.channel)} /> {channelName(ticket.channel)}
        </span>
        {ticket.priority !== 'normal' && (
          <span className="tag" data-priority={ticket.priority}>
            {w.priority[ticket.priority as keyof typeof w.priority] ?? ticket.priority}
          </span>
        )}
        {assignee ? (
          <span className="fact">{assignee === me ? w.yours : w.has(assignee)}</span>
        ) : (
          status === 'escalated' && <span className="fact">{w.nobodyHas}</span>
        )}
        {customer.erased && <span className="tag warn">{w.erasedTag}</span>}
        <Others presence={presence} me={me} />
      </div>
    </header>
  );
}

function Actions({
  choices,
  steps,
  onAssign,
}: { readonly choices: Choices } & Pick<TicketHeadProps, 'steps' | 'onAssign'>) {
  const w = useWords(inboxWords).step;
  const items: MenuItem[] = choices.more.map((step) => ({
    label: w[step],
    run: () => (step === 'assign' ? onAssign() : steps.take(step)),
  }));
  const { first } = choices;
  useFocusKept(first, items.length);
  return (
    <div className="ticket-actions">
      {first && (
        <button
          type="button"
          className="primary small"
          aria-disabled={steps.busy !== undefined}
          onClick={() => steps.busy === undefined && steps.take(first)}
        >
          {steps.busy === first ? w.busy : w[first]}
        </button>
      )}
      {items.length > 0 && <Menu label={w.more} name={w.moreName} items={items} />}
    </div>
  );
}

const copiedMs = 1_500;

/** Copied with a click: it is what colleagues and customers quote. */
function Reference({ reference }: { readonly reference: string }) {
  const w = useWords(inboxWords);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), copiedMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(reference);
      setCopied(true);
    } catch {
      toast(w.notCopied, 'warn');
    }
  };
  return (
    <button type="button" className="reference plain" title={w.copy} onClick={() => void copy()}>
      {reference}
      {copied && (
        <>
          {' '}
          <Icon name="done" />
        </>
      )}
      <span className="unseen" role="status">
        {copied ? w.copied : ''}
      </span>
    </button>
  );
}

/** Whoever else looks at the ticket now. */
function Others({ presence, me }: { readonly presence: readonly Presence[]; readonly me: string }) {
  const w = useWords(inboxWords).presence;
  const others = presence.filter(({ name }) => name !== me);
  const writing = others.filter(({ composing }) => composing);
  const words = [
    ...writing.map(({ name }) => w.writing(name)),
    ...others.filter(({ composing }) => !composing).map(({ name }) => w.here(name)),
  ];
  return (
    <div className="others" role="status">
      {others.length > 0 && (
        <span className="other" data-writing={writing.length > 0}>
          <span className="avatars" aria-hidden="true">
            {others.slice(0, 3).map(({ name, composing }) => (
              <span key={name} className="avatar" data-writing={composing}>
                <Line text={initials(name)} />
              </span>
            ))}
          </span>
          <span className="other-words">{words.join(' · ')}</span>
        </span>
      )}
    </div>
  );
}

/** Two letters at most. */
function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase();
}

/** A ticket that came from another customer says so: what is beside it is about somebody else than before. */
export function Moved({ ticket: { moved } }: { readonly ticket: InboxTicket }) {
  const w = useWords(inboxWords);
  if (!moved) return null;
  return (
    <p className="moved fine">
      {w.moved} <RelativeTime at={moved.at} />
    </p>
  );
}

export function Escalation({ ticket: { escalation, status } }: { readonly ticket: InboxTicket }) {
  const w = useWords(inboxWords);
  // That somebody took it over stands above already.
  if (!escalation || status !== 'escalated' || escalation.reason === 'taken-over') return null;
  const { reason, evidence, by, at } = escalation;
  return (
    <div className="escalation">
      <Icon name="warn" />
      <p>
        <strong>{w.reason[reason as keyof typeof w.reason] ?? reason}</strong>{' '}
        <span className="soft">
          {w.escalatedBy[by as keyof typeof w.escalatedBy] ?? by} <RelativeTime at={at} />
        </span>
        {evidence !== '' && (
          <span className="because" dir="auto" title={stripHidden(evidence)}>
            <Evidence evidence={evidence} most={400} />
          </span>
        )}
      </p>
    </div>
  );
}
