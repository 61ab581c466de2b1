// One message of a conversation: who, when, on which channel, what became of it, its files, and what was noted about it.
import { memo } from 'react';
import { RelativeTime } from '../design/relative-time.tsx';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { authorOf } from './author.ts';
import { fileLink } from './calls.ts';
import type { AttachedFile, InboxMessage } from './contract.ts';
import { DeliveryState, Undelivered } from './delivery.tsx';
import { channelIcon, Icon } from './icons.tsx';
import { Line, MessageBody } from './message-body.tsx';
import { numbered } from './numbered.ts';
import { sizeWords } from './size-words.ts';
import { hidesSomething, stripHidden } from './visible-text.ts';
import { inboxWords } from './words.ts';

interface MessageCardProps {
  readonly reference: string;
  readonly customerName: string | null;
  readonly message: InboxMessage;
  readonly isNew: boolean;
  readonly me: string;
  readonly onWhy: (at: string) => void;
  readonly onDone: () => void;
}

export const MessageCard = memo(function MessageCard(props: MessageCardProps) {
  const { reference, customerName, message, isNew, me, onWhy, onDone } = props;
  const w = useWords(inboxWords);
  const { kind, text, at, channel, delivery, suppressed, citations = [], attachments, original } = message;
  const author = authorOf(message, { me, customerName }, w);
  return (
    <article className="mail" data-kind={kind} data-new={isNew} aria-label={w.message.by[kind](author)}>
      <header className="mail-head">
        {kind === 'note' ? <Icon name="note" /> : <Icon name={channelIcon(channel)} />}
        <span className="author">
          <Line text={author} />
        </span>
        {kind === 'note' && <span className="tag warn">{w.note.tag}</span>}
        {(kind === 'agent' || kind === 'notice') && <span className="tag">{w.automatic}</span>}
        {suppressed && (
          <span className="tag warn">
            {w.suppressed.tag(w.reason[suppressed.reason as never] ?? suppressed.reason)}
          </span>
        )}
        <span className="fine">
          <RelativeTime at={at} />
          {kind !== 'note' && ` · ${channelName(channel)}`}
        </span>
        {delivery && <DeliveryState delivery={delivery} />}
      </header>
      <MessageBody text={text} />
      {attachments.length > 0 && <Files reference={reference} files={attachments} />}
      {original && (
        <a className="fine original" href={fileLink(reference, original)} download>
          {w.file.original}
        </a>
      )}
      {citations.length > 0 && (
        <p className="fine cited">
          {w.message.sources}{' '}
          {[...new Map(citations.map((one) => [one.slug, one])).values()].map((source, place) => (
            <span key={source.slug}>
              {place > 0 && ', '}
              <a href={`/articles/${encodeURIComponent(source.slug)}`} target="_blank" rel="noopener">
                {source.title}
                <span className="unseen"> {w.newTab}</span>
              </a>
            </span>
          ))}
        </p>
      )}
      {kind === 'agent' && (
        <button type="button" className="link fine why-link" onClick={() => onWhy(at)}>
          {w.why.ask}
        </button>
      )}
      {delivery?.undelivered && <Undelivered message={message} onDone={onDone} />}
    </article>
  );
});

function Files({
  reference,
  files,
}: {
  readonly reference: string;
  readonly files: readonly AttachedFile[];
}) {
  const w = useWords(inboxWords).file;
  return (
    <ul className="files" aria-label={w.list}>
      {numbered(files).map(({ place, item: file }) => (
        // Two files of a message may have the same name.
        <li key={place}>
          <Icon name="file" />
          {file.fileId ? (
            <a href={fileLink(reference, file.fileId)} download>
              <Line text={stripHidden(file.name) || w.unnamed} />
            </a>
          ) : (
            <span className="soft">
              <Line text={stripHidden(file.name) || w.unnamed} />
            </span>
          )}
          <span className="fine">
            {[file.type, sizeWords(file.size), file.fileId ? '' : w.missing]
              .filter((one) => one !== '')
              .join(' · ')}
          </span>
          {hidesSomething(file.name) && <span className="tag warn">{w.odd}</span>}
        </li>
      ))}
    </ul>
  );
}
