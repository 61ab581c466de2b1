// Where staff write: an answer to the customer or a note among themselves, which look nothing like each other.
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Confirm } from '../design/dialog.tsx';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { Between } from './between-panel.tsx';
import { act } from './calls.ts';
import type { AgentDraft, InboxTicket } from './contract.ts';
import { Icon, Key } from './icons.tsx';
import { measure } from './limits.ts';
import { Limits } from './limits-line.tsx';
import { troubleText } from './trouble-text.ts';
import type { Composing } from './use-composition.ts';
import { useFocusKept } from './use-focus-kept.ts';
import type { Steps } from './use-steps.ts';
import { inboxWords } from './words.ts';

interface ComposerProps {
  readonly ticket: InboxTicket;
  readonly me: string;
  readonly composing: Composing;
  readonly steps: Steps;
}

export function Composer({ ticket, me, composing, steps }: ComposerProps) {
  const words = useWords(inboxWords);
  const w = words.composer;
  const { kind, draft, open, sending, trouble, conflict, elsewhere, asked } = composing;
  const box = useRef<HTMLTextAreaElement>(null);
  const text = draft?.text ?? '';
  const { reply } = ticket;
  const isNote = kind === 'note';
  const { over } = measure(text, reply);
  const blocked = !isNote && !reply.possible;
  const cannotSend = text.trim() === '' || sending || blocked || (!isNote && over !== undefined);
  useEffect(() => {
    if (asked > 0) box.current?.focus();
  }, [asked]);
  useFocusKept(open);
  if (ticket.customer.erased) return <p className="composer-closed fine">{w.erased}</p>;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!cannotSend) composing.send();
    } else if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      event.stopPropagation();
      composing.close();
      document.getElementById('ticket-title')?.focus();
    }
  };
  if (!open) return <Closed ticket={ticket} composing={composing} />;
  return (
    <form
      className="writer"
      data-kind={kind}
      aria-label={w.formLabel}
      onSubmit={(event) => {
        event.preventDefault();
        if (!cannotSend) composing.send();
      }}
    >
      <Head ticket={ticket} composing={composing} />
      {conflict && <Between ticket={ticket} me={me} between={conflict} composing={composing} />}
      {blocked && <Blocked ticket={ticket} steps={steps} />}
      <textarea
        ref={box}
        dir="auto"
        rows={5}
        aria-label={isNote ? w.noteLabel : w.replyLabel}
        aria-describedby="writer-limits"
        placeholder={isNote ? w.notePlaceholder : w.replyPlaceholder}
        value={text}
        onChange={(event) => composing.type(event.target.value)}
        onKeyDown={onKey}
      />
      <div role="alert">{trouble && <p className="notice bad">{troubleText(trouble, words)}</p>}</div>
      {elsewhere && <p className="fine">{elsewhere === 'gone' ? w.sentElsewhere : w.changedElsewhere}</p>}
      <Foot ticket={ticket} composing={composing} cannotSend={cannotSend} />
    </form>
  );
}

/** Answer or note, where it goes, and the agent's help. */
function Head({ ticket, composing }: Pick<ComposerProps, 'ticket' | 'composing'>) {
  const w = useWords(inboxWords).composer;
  const { kind } = composing;
  const { reply } = ticket;
  const isNote = kind === 'note';
  return (
    <div className="writer-head">
      <div className="segments">
        {(['reply', 'note'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={kind === one} onClick={() => composing.start(one)}>
            {one === 'reply' ? w.reply : w.note}
          </button>
        ))}
      </div>
      <span className="fine writer-to">
        {isNote ? (
          w.noteHint
        ) : (
          <>
            {w.goesBy(channelName(reply.channel))}{' '}
            {reply.to && <bdi>{reply.to.replace(/^whatsapp:/, '')}</bdi>}
          </>
        )}
      </span>
      {!isNote && <AskAgent ticket={ticket} composing={composing} />}
    </div>
  );
}

interface FootProps extends Pick<ComposerProps, 'ticket' | 'composing'> {
  readonly cannotSend: boolean;
}

function Foot({ ticket, composing, cannotSend }: FootProps) {
  const w = useWords(inboxWords).composer;
  const { kind, draft, sending, trouble } = composing;
  const isNote = kind === 'note';
  const { reply } = ticket;
  const text = draft?.text ?? '';
  return (
    <div className="writer-foot">
      <div id="writer-limits" className="fine limits">
        {!isNote && <Limits text={text} way={reply} />}
      </div>
      <button type="button" className="quiet small" onClick={composing.close}>
        {w.close}
      </button>
      <button type="submit" className="primary small" aria-disabled={cannotSend}>
        {sending ? w.sending : isNote ? w.sendNote : trouble ? w.again : w.send}
        <Key of="Ctrl ↵" />
      </button>
    </div>
  );
}

/** What makes a reply possible again. */
const stepTo = { 'not-escalated': 'take', resolved: 'reopen', closed: 'reopen' } as const;

/** Why no reply can be sent now, and what can be done about it. */
function Blocked({ ticket: { status, reply }, steps }: Pick<ComposerProps, 'ticket' | 'steps'>) {
  const words = useWords(inboxWords);
  const w = words.composer.impossible;
  const because = status === 'resolved' && reply.because === 'not-escalated' ? 'resolved' : reply.because;
  const step = stepTo[because as keyof typeof stepTo];
  return (
    <div className="notice warn">
      <div>{w[because as keyof typeof w] ?? w.other}</div>
      {step && (
        <button
          type="button"
          className="small"
          aria-disabled={steps.busy !== undefined}
          onClick={() => steps.busy === undefined && steps.take(step)}
        >
          {steps.busy === step ? words.step.busy : words.step[step]}
        </button>
      )}
    </div>
  );
}

/** One line while nobody writes, so that the conversation has the room. */
function Closed({ ticket, composing }: Pick<ComposerProps, 'ticket' | 'composing'>) {
  const w = useWords(inboxWords).composer;
  const hasDraft = (composing.draft?.text ?? '') !== '';
  return (
    <div className="writer-closed">
      {composing.elsewhere === 'gone' && <p className="fine">{w.sentElsewhere}</p>}
      <button type="button" className="reply-bar" onClick={() => composing.start('reply')}>
        {hasDraft ? w.goOn : w.replyOn(channelName(ticket.reply.channel))}
        <Key of="r" />
      </button>
      <button type="button" className="note-bar" onClick={() => composing.start('note')}>
        <Icon name="note" /> {w.note}
        <Key of="n" />
      </button>
    </div>
  );
}

/** The agent's draft: put where the human writes, who changes it and sends it as their own. */
function AskAgent({ ticket, composing }: Pick<ComposerProps, 'ticket' | 'composing'>) {
  const words = useWords(inboxWords);
  const w = words.composer;
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState('');
  const [offered, setOffered] = useState<AgentDraft>();
  const take = (offer: AgentDraft) => {
    composing.type(offer.text);
    composing.start('reply');
    setOffered(undefined);
    const sources = offer.citations.map(({ title }) => title);
    setTold(sources.length > 0 ? w.draftedFrom([...new Set(sources)].join(', ')) : w.drafted);
  };
  const request = async () => {
    setAsking(true);
    setTold('');
    const answer = await act.draft(ticket.reference);
    setAsking(false);
    if (!answer.ok) return setTold(troubleText(answer.trouble, words));
    const { abstained, text } = answer.body;
    if (abstained || text.trim() === '') return setTold(w.abstained(words.reason[abstained as never] ?? ''));
    if ((composing.draft?.text ?? '').trim() === '') take(answer.body);
    else setOffered(answer.body);
  };
  return (
    <div className="ask-agent">
      <button type="button" className="small" aria-disabled={asking} onClick={() => asking || void request()}>
        {asking ? w.drafting : w.draft}
      </button>
      <span role="status" className="fine">
        {told}
      </span>
      {offered && (
        <Confirm
          title={w.replaceTitle}
          act={w.replace}
          cancel={words.cancel}
          onConfirm={() => take(offered)}
          onCancel={() => setOffered(undefined)}
        >
          <blockquote className="offered">{offered.text}</blockquote>
        </Confirm>
      )}
    </div>
  );
}
