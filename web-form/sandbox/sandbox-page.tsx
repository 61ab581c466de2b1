// What would have left for customers on every channel, and mail and WhatsApp as they see them.
import { useCallback, useEffect } from 'react';
import { channelName } from '../client/channel-words.ts';
import type { CapturedMessage, SandboxContents } from '../client/contract.ts';
import { call } from '../client/http.ts';
import { useAnswer } from '../client/use-answer.ts';
import { Prose } from '../design/prose.ts';
import { RelativeTime } from '../design/relative-time.tsx';
import { KeyGate } from '../staff/key-gate.tsx';
import { type HeldKey, useKey } from '../staff/use-key.ts';
import { Skeleton } from '../status/stand-ins.tsx';
import { StandInConversations } from './stand-in-conversations.tsx';

const refreshMs = 3_000;

export function SandboxPage({ base }: { readonly base: string }) {
  const { key, refused, enter, onTrouble } = useKey();
  if (key !== undefined) return <Capturing base={base} bearer={key} onTrouble={onTrouble} />;
  return (
    <KeyGate title="Sandbox" label="Staff key" refused={refused} onKey={enter}>
      For the staff: these are customers’ messages.
    </KeyGate>
  );
}

interface CapturingProps extends Pick<HeldKey, 'onTrouble'> {
  readonly base: string;
  /** The staff key. */
  readonly bearer: string;
}

function Capturing({ base, bearer, onTrouble }: CapturingProps) {
  const { answer, again } = useAnswer(
    useCallback(
      (signal: AbortSignal) => call<SandboxContents>(`${base}/sandbox/messages`, { bearer, signal }),
      [base, bearer],
    ),
  );
  useEffect(() => {
    if (answer && !answer.ok) onTrouble(answer.trouble);
  }, [answer, onTrouble]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') again();
    }, refreshMs);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <div className="sandbox">
      <h1>Sandbox</h1>
      <p className="lead">
        Nothing leaves this desk while it runs in the sandbox. What would have been sent to customers appears
        here.
      </p>
      {answer === undefined ? (
        <Skeleton still={false} />
      ) : answer.ok ? (
        <>
          <h2>Mail and WhatsApp</h2>
          <StandInConversations messages={answer.body.providers} />
          <h2>Captured messages</h2>
          <Captured messages={answer.body.messages} />
        </>
      ) : (
        <div className="notice warn" role="status">
          <div>
            <p className="notice-title">No answer from the desk</p>
            <p>
              {answer.trouble.kind === 'not-found'
                ? 'This desk sends for real: there is no sandbox here.'
                : 'We keep trying. Is the desk running?'}
            </p>
          </div>
        </div>
      )}
    </div>
  );
}

function Captured({ messages }: { readonly messages: readonly CapturedMessage[] }) {
  if (messages.length === 0) {
    return (
      <div className="empty">
        <p className="panel-title">Nothing captured yet</p>
        <p>
          <a href="/">Write to support</a>, and the reply shows up here.
        </p>
      </div>
    );
  }
  const newestFirst = [...messages].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <ol className="captured" aria-label="Captured messages, newest first">
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
