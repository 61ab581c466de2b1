// One line of a list each: enough to decide what to open next.
import { memo } from 'react';
import { RelativeTime } from '../design/relative-time.tsx';
import { useWords } from '../staff/language.ts';
import { Link } from '../staff/route.tsx';
import { useRecorded } from '../staff/use-recorded.ts';
import type { TicketRow as Row } from './contract.ts';
import type { ConflictCase, SuppressedMessage } from './contract-people.ts';
import { channelIcon, Icon } from './icons.tsx';
import { Due } from './sla.tsx';
import { beyondSubject, stripHidden } from './visible-text.ts';
import { inboxWords } from './words.ts';

interface RowProps {
  readonly to: string;
  readonly name: string;
  readonly isOpen: boolean;
}

export const TicketLine = memo(function TicketLine(
  props: RowProps & { readonly row: Row; readonly hasDraft: boolean; readonly me: string },
) {
  const { row, to, name, isOpen, hasDraft, me } = props;
  const w = useWords(inboxWords);
  const { reason, assignee, dueAt, status, priority } = row;
  const waits = status === 'escalated' || status === 'open';
  return (
    <Link to={to} className="line" data-row={name} aria-current={isOpen ? 'true' : undefined}>
      <span className="line-top">
        <Icon name={channelIcon(row.channel)} />
        <span className="line-name" dir="auto">
          {stripHidden(row.customerName ?? '') || w.unnamed}
        </span>
        {dueAt && waits ? (
          <Due dueAt={dueAt} />
        ) : (
          <span className="fine">
            <RelativeTime at={row.waitingSince ?? row.lastMessageAt} brief />
          </span>
        )}
      </span>
      <span className="line-subject" dir="auto">
        {stripHidden(row.subject) || w.noSubject}
      </span>
      <span className="line-foot">
        {hasDraft && <span className="tag warn">{w.draftTag}</span>}
        {priority !== 'normal' && priority !== 'low' && (
          <span className="tag" data-priority={priority}>
            {w.priority[priority as keyof typeof w.priority] ?? priority}
          </span>
        )}
        {reason && status === 'escalated' ? (
          <span className="line-reason">{w.reason[reason as keyof typeof w.reason] ?? reason}</span>
        ) : (
          status !== 'escalated' && <span className="line-reason">{w.status[status]}</span>
        )}
        {assignee ? (
          <span className="line-has">{assignee === me ? w.yours : <bdi>{assignee}</bdi>}</span>
        ) : null}
        <span className="line-excerpt" dir="auto">
          {beyondSubject(row.subject, row.excerpt)}
        </span>
      </span>
    </Link>
  );
});

export const SuppressedLine = memo(function SuppressedLine({
  message,
  to,
  name,
  isOpen,
}: RowProps & { readonly message: SuppressedMessage }) {
  const w = useWords(inboxWords);
  const recorded = useRecorded();
  const { reason, channel, at, text, reference } = message;
  return (
    <Link to={to} className="line" data-row={name} aria-current={isOpen ? 'true' : undefined}>
      <span className="line-top">
        <Icon name={channelIcon(channel)} />
        <span className="line-name" dir="auto">
          {stripHidden(message.senderName ?? '') || w.unnamed}
        </span>
        <span className="fine">
          <RelativeTime at={at} brief />
        </span>
      </span>
      <span className="line-subject" dir="auto">
        {stripHidden(text).slice(0, 160) || w.message.empty}
      </span>
      <span className="line-foot">
        <span className="line-reason">{w.reason[reason as keyof typeof w.reason] ?? reason}</span>
        <span className="reference">{reference}</span>
        <span className="line-excerpt" dir="auto">
          {message.because !== null && recorded(message.because)}
        </span>
      </span>
    </Link>
  );
});

export const ConflictLine = memo(function ConflictLine({
  conflict,
  to,
  name,
  isOpen,
}: RowProps & { readonly conflict: ConflictCase }) {
  const w = useWords(inboxWords);
  const { otherName, foundAt, kinds, speaksFor, speaksAgainst } = conflict;
  return (
    <Link to={to} className="line" data-row={name} aria-current={isOpen ? 'true' : undefined}>
      <span className="line-top">
        <span className="line-name" dir="auto">
          {stripHidden(conflict.name ?? '') || w.unnamed}
        </span>
        <span className="fine">
          <RelativeTime at={foundAt} brief />
        </span>
      </span>
      <span className="line-subject" dir="auto">
        {w.conflict.or} {stripHidden(otherName ?? '') || w.unnamed}
      </span>
      <span className="line-foot">
        <span className="line-reason">
          {kinds.map((kind) => w.identifier[kind as keyof typeof w.identifier] ?? kind).join(', ')}
        </span>
        <span className="line-excerpt">{w.conflict.balance(speaksFor.length, speaksAgainst.length)}</span>
      </span>
    </Link>
  );
});
