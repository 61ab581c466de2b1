// Mail and WhatsApp as the customers see them, with what a mail program goes by.
import type { StandInMessage } from '../client/contract.ts';
import { Prose } from '../design/prose.ts';
import { RelativeTime } from '../design/relative-time.tsx';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import type { DeliveryStates } from '../staff/ticket-words.ts';
import { conversationsOf } from './conversations.ts';
import { sandboxWords } from './words.ts';

export function StandInConversations({ messages }: { readonly messages: readonly StandInMessage[] }) {
  const words = useWords(sandboxWords);
  if (messages.length === 0) {
    return (
      <div className="empty">
        <p className="panel-title">{words.noChat}</p>
        <p>
          {words.simulate} <code>ledgerdesk simulate email</code> {words.or}{' '}
          <code>ledgerdesk simulate whatsapp</code>
          {words.andSeeChat}
        </p>
      </div>
    );
  }
  return (
    <ol className="captured" aria-label={words.chatList}>
      {conversationsOf(messages).map(({ channel, address, messages: all }) => (
        <li key={`${channel} ${address}`} className="card">
          <header className="message-head">
            <span className="tag">{channelName(channel)}</span>
            <h3 className="reference">{address}</h3>
          </header>
          <ol className="chat">
            {all.map((message) => (
              <li key={`${message.at} ${message.text}`} data-direction={message.direction}>
                <Exchanged {...message} />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

/** WhatsApp has a word of its own for what could not be delivered. */
function stateOf(status: string): keyof DeliveryStates {
  return (status === 'undelivered' ? 'failed' : status) as keyof DeliveryStates;
}

function Exchanged({ at, direction, subject, text, status, headers }: StandInMessage) {
  const words = useWords(sandboxWords);
  return (
    <>
      <p className="fine">
        {direction === 'inbound' ? words.customer : words.desk} · <RelativeTime at={at} />
        {direction === 'outbound' && <> · {words.states[stateOf(status)] ?? status}</>}
      </p>
      {subject !== '' && <h4 dir="auto">{subject}</h4>}
      <Prose text={text} />
      {headers.length > 0 && (
        <details>
          <summary>{words.headers}</summary>
          <dl className="headers">
            {headers.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}
