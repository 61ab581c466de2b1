// What would have left for customers on every channel, and mail and WhatsApp as they see them.
import { useEffect } from 'react';
import type { CapturedMessage, SandboxContents } from '../client/contract.ts';
import { Prose } from '../design/prose.ts';
import { RelativeTime } from '../design/relative-time.tsx';
import { Skeleton } from '../design/states.tsx';
import { useTitle } from '../design/use-title.ts';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { useDesk } from '../staff/use-desk.ts';
import { product } from '../staff/words.ts';
import { StandInConversations } from './stand-in-conversations.tsx';
import { sandboxWords } from './words.ts';

const refreshMs = 3_000;

export function SandboxPage() {
  const words = useWords(sandboxWords);
  useTitle([words.title, product]);
  const { answer, again } = useDesk<SandboxContents>('/sandbox/messages');
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') again();
    }, refreshMs);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <div className="room sandbox">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      {answer === undefined ? (
        <Skeleton label={words.loading} />
      ) : answer.ok ? (
        <>
          <h2>{words.exchanged}</h2>
          <StandInConversations messages={answer.body.providers} />
          <h2>{words.captured}</h2>
          <Captured messages={answer.body.messages} />
        </>
      ) : (
        <div className="notice warn" role="status">
          <div>
            <p className="notice-title">{words.noAnswer}</p>
            <p>{answer.trouble.kind === 'not-found' ? words.noSandbox : words.trying}</p>
          </div>
        </div>
      )}
    </div>
  );
}

function Captured({ messages }: { readonly messages: readonly CapturedMessage[] }) {
  const words = useWords(sandboxWords);
  if (messages.length === 0) {
    return (
      <div className="empty">
        <p className="panel-title">{words.nothing}</p>
        <p>
          <a href="/">{words.write}</a>
          {words.andSee}
        </p>
      </div>
    );
  }
  const newestFirst = [...messages].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <ol className="captured" aria-label={words.capturedList}>
      {newestFirst.map(({ replyId, at, channel, reference, subject, text }) => (
        <li key={`${replyId}:${at}`} className="card">
          <header className="message-head">
            <span className="tag">{channelName(channel)}</span>
            <span className="reference">{reference}</span>
            <span className="fine">
              <RelativeTime at={at} />
            </span>
          </header>
          <h3 dir="auto">{subject}</h3>
          <Prose text={text} />
        </li>
      ))}
    </ol>
  );
}
