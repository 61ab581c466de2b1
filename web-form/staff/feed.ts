// The line to the desk on which changes arrive: opened again when it breaks, from where it broke, so that nothing is missed.
import type { PresentView as Presence } from '../../src/adapters/elysia/inbox/views.ts';
import type { Timers } from './coalesce.ts';

export interface Change {
  readonly position: number;
  readonly type: string;
  readonly reference?: string;
  readonly ticketId?: string;
  readonly customerId?: string;
}

export type FeedNews =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'presence'; readonly reference: string; readonly staff: readonly Presence[] }
  /** Too much was missed to be told one by one: everything is to be read anew. */
  | {
      readonly kind: 'reset';
      /** Behind which it goes on. */
      readonly position: number | undefined;
    }
  /** Whether changes arrive. `lost` only after a moment: a short hiccup is nobody's business. */
  | {
      readonly kind: 'line';
      readonly line: Line;
      /** It was lost before: what was asked meanwhile may have gone unanswered. */
      readonly again: boolean;
    };

export type Line = 'opening' | 'live' | 'lost';

/** One EventSource, as an argument. */
export interface Source {
  close(): void;
}
export interface SourceHandler {
  opened(): void;
  /** `over`: the browser will not try again by itself. */
  failed(over: boolean): void;
  heard(event: string, data: string): void;
}

export interface FeedPorts {
  open(after: number | undefined, handler: SourceHandler): Source;
  readonly timers: Timers;
  /** 0 … 1: everybody lost the line at once, and must not come back at once. */
  chance(): number;
  /** Nobody sees the page: the line is for those who are looked at. */
  hidden(): boolean;
  /** Runs when the page is hidden or seen again, or the network is back; the result ends it. */
  onWake(run: () => void): () => void;
}

export interface Feed {
  /** Opens it again at once. */
  retry(): void;
  stop(): void;
}

const graceMs = 2_500;
const silenceMs = 45_000;
/** Of its connections to a desk that has no TLS a browser opens six: a tab behind another holds none. */
const unseenMs = 5_000;
const firstWaitMs = 500;
const longestWaitMs = 20_000;

/** Pause before the next try, ms: doubled each time, and never the same for everybody. */
export function pauseBefore(attempt: number, chance: number): number {
  const full = Math.min(longestWaitMs, firstWaitMs * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * chance);
}

/** Starts at once. @param from the position that is known already */
export function followFeed(ports: FeedPorts, from: number | undefined, tell: (news: FeedNews) => void): Feed {
  const { timers } = ports;
  let [position, attempt, stopped, beats] = [from, 0, false, false];
  let line: Line = 'opening';
  let source: Source | undefined;
  let [again, grace, silence, unseen]: (undefined | (() => void))[] = [];

  const say = (next: Line) => {
    if (line === next) return;
    const again = line === 'lost' && next === 'live';
    line = next;
    tell({ kind: 'line', line, again });
  };
  const quiet = () => {
    for (const cancel of [again, silence, unseen]) cancel?.();
    again = silence = unseen = undefined;
  };
  const drop = () => {
    source?.close();
    source = undefined;
    quiet();
  };
  const listen = () => {
    silence?.();
    // Comments are not seen by a page: only a desk that sends beats can be found silent.
    if (beats) silence = timers.after(silenceMs, () => broken());
  };
  const broken = () => {
    drop();
    grace ??= timers.after(graceMs, () => say('lost'));
    again = timers.after(pauseBefore(attempt, ports.chance()), open);
    attempt += 1;
  };
  const live = () => {
    attempt = 0;
    grace?.();
    grace = undefined;
    say('live');
    listen();
  };
  const heard = (event: string, data: string) => {
    if (event === 'beat') beats = true;
    listen();
    const news = readNews(event, data);
    // The ledger may be another one, with lower positions.
    if (news?.kind === 'reset') position = news.position;
    if (news?.kind !== 'change') return news && tell(news);
    // Told twice after a break: once is enough.
    if (position !== undefined && news.change.position <= position) return;
    position = news.change.position;
    tell(news);
  };
  const open = () => {
    drop();
    if (stopped) return;
    const mine: Source = ports.open(position, {
      opened: () => source === mine && live(),
      failed: () => source === mine && broken(),
      heard: (event, data) => source === mine && heard(event, data),
    });
    source = mine;
  };
  const wake = () => {
    if (stopped) return;
    unseen?.();
    unseen = undefined;
    if (ports.hidden()) unseen = timers.after(unseenMs, drop);
    else if (line !== 'live' || !source) open();
  };
  const unwake = ports.onWake(wake);
  // A tab that was opened behind another begins when it is looked at.
  if (!ports.hidden()) open();
  return {
    retry: () => {
      attempt = 0;
      open();
    },
    stop: () => {
      stopped = true;
      drop();
      grace?.();
      unwake();
    },
  };
}

/** Reads one event; undefined for what this page does not know. */
export function readNews(event: string, data: string): FeedNews | undefined {
  const told = parsed(data);
  if (event === 'reset') {
    const at = Number(told['position'] ?? Number.NaN);
    return { kind: 'reset', position: Number.isSafeInteger(at) ? at : undefined };
  }
  if (event === 'presence') {
    const { reference, staff } = told;
    if (typeof reference !== 'string' || !Array.isArray(staff)) return undefined;
    return { kind: 'presence', reference, staff: staff.filter(isPresence) };
  }
  const position = Number(told['position']);
  const { type } = told;
  if (event !== 'change' || typeof type !== 'string' || !Number.isSafeInteger(position)) return undefined;
  const ids = Object.fromEntries(
    (['reference', 'ticketId', 'customerId'] as const).flatMap((name) => {
      const value = told[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
  return { kind: 'change', change: { position, type, ...ids } };
}

function parsed(data: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isPresence(value: unknown): value is Presence {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'composing' in value
  );
}
