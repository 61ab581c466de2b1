// The messages of a conversation, oldest first, with the sources of each answer.
import type { Message, Source } from '../client/contract.ts';
import { Prose } from '../design/prose.ts';
import { RelativeTime } from '../design/relative-time.tsx';
import { authorWords, channelWay, messageState } from './words.ts';

interface ConversationProps {
  readonly base: string;
  readonly messages: readonly Message[];
  readonly fresh: ReadonlySet<string>;
}

export function Conversation({ base, messages, fresh }: ConversationProps) {
  if (messages.length === 0) return <p className="empty">There are no messages here yet.</p>;
  return (
    <ol className="conversation" aria-label="Messages">
      {messages.map((message) => (
        <li key={message.id} className={`message from-${message.author}`} data-fresh={fresh.has(message.id)}>
          <MessageCard base={base} message={message} />
        </li>
      ))}
    </ol>
  );
}

function MessageCard({ base, message }: { readonly base: string; readonly message: Message }) {
  const state = messageState(message);
  const way = channelWay(message.channel);
  return (
    <article>
      <header className="message-head">
        <span className="author">{authorWords(message)}</span>
        {message.author === 'agent' && <span className="tag">Automatic</span>}
        <span className="fine">
          <RelativeTime at={message.at} />
          {way !== undefined && ` · ${way}`}
          {state !== undefined && ` · ${state}`}
        </span>
      </header>
      <Prose text={message.text} />
      {message.citations.length > 0 && <Sources base={base} sources={message.citations} />}
    </article>
  );
}

function Sources({ base, sources }: { readonly base: string; readonly sources: readonly Source[] }) {
  return (
    <div className="sources">
      <p className="fine">{sources.length === 1 ? 'Source' : 'Sources'}</p>
      <ul>
        {distinct(sources).map(({ slug, title, heading }) => (
          <li key={`${slug}#${heading}`}>
            <a href={`${base}/articles/${encodeURIComponent(slug)}`} target="_blank" rel="noopener">
              {title}
              {heading !== '' && heading !== title && <span className="soft"> · {heading}</span>}
              <span className="unseen"> (opens in a new tab)</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Two passages of one section are one source to the reader. */
function distinct(sources: readonly Source[]): readonly Source[] {
  const seen = new Map(sources.map((source) => [`${source.slug}#${source.heading}`, source]));
  return [...seen.values()];
}
