// One client's stream of server-sent events: a bounded buffer, a beat, and an end when the client is too slow, the session is
// over or the process stops.
import type { FeedChange } from '../../../application/log/feed.ts';
import type { Telemetry } from '../../../application/platform/telemetry.ts';
import type { InboxDesk } from './desk.ts';

export interface StreamOptions {
  readonly after: bigint | undefined;
  /** Whether whoever opened it may still listen. */
  readonly isLetIn: () => Promise<boolean>;
  /** Told once, however it ends. */
  readonly onEnd?: () => void;
  /** ms; for tests. */
  readonly beatMs?: number;
  /** Bytes that wait for the client before it is cut off; for tests. */
  readonly mostWaiting?: number;
}

const BEAT_MS = 15_000;
const MOST_WAITING = 1024 * 1024;
const encoder = new TextEncoder();
/** The same changes go to everybody: they are written out once. */
const written = new WeakMap<readonly FeedChange[], Uint8Array>();

export function eventStream(
  desk: Pick<InboxDesk, 'listen'>,
  telemetry: Pick<Telemetry, 'count' | 'log'>,
  { after, isLetIn, onEnd, beatMs = BEAT_MS, mostWaiting = MOST_WAITING }: StreamOptions,
): ReadableStream<Uint8Array> {
  let stop = () => {};
  let beat: Timer | undefined;
  let isOver = false;
  const over = () => {
    if (!isOver) onEnd?.();
    isOver = true;
    clearInterval(beat);
    stop();
  };
  return new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const end = () => {
          if (isOver) return;
          over();
          controller.close();
        };
        const push = (bytes: Uint8Array) => {
          if (isOver) return;
          controller.enqueue(bytes);
          if ((controller.desiredSize ?? 0) > -mostWaiting) return;
          over();
          telemetry.count('feed_dropped');
          // Not closed in order: what waits is let go of, and the client comes back for it.
          controller.error(); // a reason would be printed by the runtime
        };
        const say = (event: string, data: object) => push(encoder.encode(eventText(event, data)));
        push(encoder.encode('retry: 2000\n\n'));
        const listening = desk.listen(after, {
          begins: (position, isReset) => say(isReset ? 'reset' : 'hello', { position: Number(position) }),
          changes: (changes) => push(textOf(changes)),
          presence: (news) => say('presence', news),
          ends: end,
        });
        const ended = await listening.catch((error: unknown) => {
          over();
          telemetry.log('error', 'the feed broke off', { error });
          controller.error();
        });
        if (!ended) return;
        stop = ended;
        if (isOver) return ended();
        beat = setInterval(() => {
          say('beat', {});
          void isLetIn().then(
            (letIn) => letIn || end(),
            () => {},
          );
        }, beatMs);
      },
      cancel: over,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 64 * 1024 }),
  );
}

const eventText = (event: string, data: object) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

function textOf(changes: readonly FeedChange[]): Uint8Array {
  const known = written.get(changes);
  if (known) return known;
  const text = changes.map(({ position, ...change }) => {
    const data = JSON.stringify({ position: Number(position), ...change });
    return `event: change\nid: ${position}\ndata: ${data}\n\n`;
  });
  const bytes = encoder.encode(text.join(''));
  written.set(changes, bytes);
  return bytes;
}
