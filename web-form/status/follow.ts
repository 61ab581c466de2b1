// Follows a conversation: asks often while something happens, ever more rarely while nothing does, and not at all unseen.
import type { Ticket } from '../client/contract.ts';
import type { Answer, Trouble } from '../client/http.ts';

export interface View {
  /** The last known conversation; undefined until the first answer. */
  readonly ticket: Ticket | undefined;
  /** The last try got no answer; the next ones go on. */
  readonly lost: boolean;
  /** Why following ended: the link is wrong. */
  readonly ended: Extract<Trouble, { kind: 'unauthorised' | 'not-found' }> | undefined;
}

/** Time and the window, as arguments. */
export interface Surroundings {
  now(): number;
  /** Runs once after `ms`; the result cancels. */
  after(ms: number, run: () => void): () => void;
  /** Nobody sees the page. */
  hidden(): boolean;
  /** Runs whenever the page is seen again or the line is back; the result stops that. */
  onWake(run: () => void): () => void;
}

export interface Follower {
  /** Asks at once, because something was just sent. */
  refresh(): void;
  stop(): void;
}

type Load = (etag: string | undefined, signal: AbortSignal) => Promise<Answer<Ticket | undefined>>;

const brisk = 1_500;
const briskFor = 60_000;
const calm = 15_000;

/** Pause before the next question, ms: brisk for a minute after a change, then half as long again each time. */
export function nextPause(previous: number, sinceChange: number): number {
  return sinceChange < briskFor ? brisk : Math.min(calm, Math.round(previous * 1.5));
}

/** Starts at once. `show` is called with every new view, never after `stop`. */
export function followTicket(load: Load, show: (view: View) => void, around: Surroundings): Follower {
  let view: View = { ticket: undefined, lost: false, ended: undefined };
  let etag: string | undefined;
  let changedAt = around.now();
  let pause = brisk;
  let cancel = () => {};
  let asking: AbortController | undefined;
  let stopped = false;

  const present = (next: Partial<View>) => {
    view = { ...view, ...next };
    show(view);
  };
  const ask = async () => {
    cancel();
    asking?.abort();
    const question = new AbortController();
    asking = question;
    const answer = await load(etag, question.signal);
    // Overtaken by a newer question, or nobody listens any more.
    if (question.signal.aborted) return;
    asking = undefined;
    take(answer);
  };
  const take = (answer: Answer<Ticket | undefined>) => {
    let wait = 0;
    if (answer.ok) {
      if (answer.body) {
        etag = answer.etag ?? undefined;
        if (changed(view.ticket, answer.body)) changedAt = around.now();
        present({ ticket: answer.body, lost: false });
      } else if (view.lost) {
        present({ lost: false });
      }
    } else if (answer.trouble.kind === 'unauthorised' || answer.trouble.kind === 'not-found') {
      end();
      present({ ended: answer.trouble });
      return;
    } else if (answer.trouble.kind === 'busy') {
      wait = answer.trouble.retryInMs;
    } else if (!view.lost) {
      present({ lost: true });
    }
    pause = nextPause(pause, around.now() - changedAt);
    if (!around.hidden()) cancel = around.after(Math.max(pause, wait), () => void ask());
  };
  const wake = () => {
    if (stopped || asking || around.hidden()) return;
    pause = brisk;
    void ask();
  };
  const unwake = around.onWake(wake);
  const end = () => {
    stopped = true;
    cancel();
    asking?.abort();
    unwake();
  };
  void ask();
  return {
    refresh() {
      if (stopped) return;
      changedAt = around.now();
      void ask();
    },
    stop: end,
  };
}

/** Without ETags every answer has a body: then only what it says counts as a change. */
function changed(before: Ticket | undefined, after: Ticket): boolean {
  return (
    before?.updatedAt !== after.updatedAt ||
    before.messages.length !== after.messages.length ||
    before.status !== after.status
  );
}

/** The browser's own time and window. */
export const browserSurroundings: Surroundings = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  hidden: () => document.visibilityState === 'hidden',
  onWake(run) {
    document.addEventListener('visibilitychange', run);
    addEventListener('focus', run);
    addEventListener('online', run);
    return () => {
      document.removeEventListener('visibilitychange', run);
      removeEventListener('focus', run);
      removeEventListener('online', run);
    };
  },
};
