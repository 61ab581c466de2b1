// What goes wrong at the stand-in, on demand.

export interface Failure {
  readonly status: number;
  /** As in `error.errors[0].reason`. */
  readonly reason?: string;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
  /** Requests whose path it is; default all of the API. */
  readonly path?: RegExp;
}

/** How a mail is lost sight of after it was accepted: no answer, a cut connection, or an answer that denies it. */
export type LostAnswer = 'hang' | 'drop' | 'error';

export interface SandboxFaults {
  /** The next so many requests fail. */
  failNext(times: number, failure: Failure): void;
  /** The next mail is sent, and whoever sent it does not hear of it. */
  loseNextSend(how: LostAnswer): void;
  /** The next mail is not sent, and the request goes unanswered. */
  swallowNextSend(): void;
  /** Every answer takes so much longer, milliseconds. */
  delay(ms: number): void;
  /** Message-IDs of sent mail are replaced. */
  rewriteMessageIds(on: boolean): void;
  /** History before now is forgotten. */
  expireHistory(address: string): void;
  /** So many of the latest changes are not listed yet, although the history's end is past them. */
  lagHistory(entries: number): void;
  /** At most so many entries on a page, whatever is asked for. */
  pageSize(entries: number): void;
  /** Access tokens given so far are refused. */
  expireTokens(): void;
}

export interface FaultState {
  readonly failures: { left: number; readonly failure: Failure }[];
  lostSends: (LostAnswer | 'swallow')[];
  delayMs: number;
  rewrites: boolean;
  lag: number;
  pageSize: number;
}

export function faultState(): FaultState {
  return {
    failures: [],
    lostSends: [],
    delayMs: 0,
    rewrites: false,
    lag: 0,
    pageSize: Number.MAX_SAFE_INTEGER,
  };
}

/** The failure that this request meets, taken off the list. */
export function takeFailure(state: FaultState, path: string): Failure | undefined {
  const next = state.failures.find(
    ({ left, failure }) => left > 0 && (failure.path ?? /^\/gmail\//).test(path),
  );
  if (next) next.left--;
  return next?.failure;
}
