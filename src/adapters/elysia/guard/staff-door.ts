// Who of the staff is asking: found once, before anything else of a request is looked at, and asked for by its handlers.
import type { Staff } from '../../../application/access/staff-keys.ts';
import type { Clock } from '../../../application/platform/clock.ts';
import type { Telemetry } from '../../../application/platform/telemetry.ts';
import type { Exchange, Exchanges } from '../exchange.ts';
import { type ProblemCode, Refusal } from '../problem.ts';
import { credentialOf, type Role, type StaffKey, staffOf } from './bearer.ts';
import { cookieOf, cookieRules } from './cookies.ts';
import { changesNothing, isFromOurPage } from './csrf.ts';
import { type LockOut, lockOut } from './lock-out.ts';
import { type RateLimit, rateLimit } from './rate-limit.ts';

/** What a credential says of who brings it, beyond the configured keys: keys made here, tokens of an identity provider. */
export type Identify = (credential: string) => Promise<Staff | undefined>;

export interface DoorOptions {
  readonly staffKeys: readonly StaffKey[];
  readonly identify?: Identify | undefined;
  /** Whose session a cookie's token is; absent: there are none. */
  readonly sessionOf?: Identify | undefined;
  readonly publicUrl?: string | undefined;
  readonly clock: Pick<Clock, 'elapsed'>;
  readonly telemetry: Pick<Telemetry, 'log'>;
  readonly clientsRemembered: number;
}

export interface StaffDoor {
  /** Finds out who brings the request. Never throws: what went wrong is told by `require`. */
  authenticate(request: Request): Promise<void>;
  /**
   * Tries a credential that is no header, such as a key that is typed: with the limits and the lock-out of all.
   * @param find whose it is. @throws Refusal unauthorised, rate-limited; StoreUnavailable
   */
  prove<T extends Staff>(request: Request, find: () => Promise<T | undefined>): Promise<T>;
  /** @throws Refusal unauthorised, forbidden, rate-limited; StoreUnavailable */
  require(request: Request, roles: readonly Role[]): Staff;
}

/** Wrong credentials a client may try per minute. */
const wrongPerMinute = 20;
/** Who goes on all the same is locked out. */
const lock = { failures: 60, withinMs: 15 * 60_000, lockMs: 15 * 60_000 };
/** Of one member of the staff; far beyond what a person or a page does, and below what empties the desk in an hour. */
const requestsPerMinute = 1_200;
/** Cookies of sessions that are over, of a client: an open page asks a few times a minute. */
const stalePerMinute = 600;

/** What the door remembers of clients and staff. */
interface Limits {
  readonly wrong: RateLimit;
  readonly requests: RateLimit;
  readonly stale: RateLimit;
  readonly locked: LockOut;
}

export function staffDoor(exchanges: Exchanges, options: DoorOptions): StaffDoor {
  const limits = limitsOf(options);
  const found = new WeakMap<Request, Found>();
  return {
    authenticate: async (request) => {
      const staff = find(options, limits, request, exchanges.of(request));
      if (staff) found.set(request, await staff.catch(faultOf));
    },
    prove: async (request, whose) => {
      const { staff, wait = 0 } = await judge(options, limits, exchanges.of(request), whose);
      if (wait > 0) throw tooMany(wait);
      if (!staff) throw unauthorised();
      exchanges.of(request).staff = staff.name;
      return staff;
    },
    require: (request, roles) => {
      const { staff, wait = 0, fault, refusal } = found.get(request) ?? {};
      if (fault !== undefined) throw fault;
      if (refusal !== undefined) throw new Refusal(refusal);
      if (wait > 0) throw tooMany(wait);
      if (!staff) throw unauthorised();
      const exchange = exchanges.of(request);
      exchange.staff = staff.name;
      if (!roles.includes(staff.role) || !mayDo(staff, request, exchange.path))
        throw new Refusal('forbidden');
      return staff;
    },
  };
}

function limitsOf({ clock, clientsRemembered: capacity }: DoorOptions): Limits {
  const now = () => clock.elapsed();
  return {
    wrong: rateLimit({ perMinute: wrongPerMinute, capacity, now }),
    requests: rateLimit({ perMinute: requestsPerMinute, capacity, now }),
    stale: rateLimit({ perMinute: stalePerMinute, capacity, now }),
    locked: lockOut({ ...lock, capacity, now }),
  };
}

interface Found<T extends Staff = Staff> {
  readonly staff?: T;
  /** Milliseconds until the client may ask again. */
  readonly wait?: number;
  readonly fault?: Error;
  /** Why somebody known is not let in. */
  readonly refusal?: ProblemCode;
}

/** @returns undefined where nobody of the staff is asked for, or nobody says who they are */
function find(
  options: DoorOptions,
  limits: Limits,
  request: Request,
  exchange: Exchange,
): Promise<Found> | undefined {
  if (isCustomers(exchange.path)) return undefined;
  const { headers } = request;
  if (headers.has('authorization')) {
    const credential = credentialOf(headers);
    if (credential === undefined) return undefined;
    return judge<Staff>(
      options,
      limits,
      exchange,
      async () => staffOf(credential, options.staffKeys) ?? (await options.identify?.(credential)),
    );
  }
  const token = options.sessionOf && cookieOf(headers, 'session', cookieRules(options.publicUrl, request));
  return token === undefined ? undefined : bySession(options, limits, { token, request, exchange });
}

async function judge<T extends Staff>(
  { telemetry }: DoorOptions,
  { wrong, requests, locked }: Limits,
  { client }: Exchange,
  whose: () => Promise<T | undefined>,
): Promise<Found<T>> {
  // Before anything is compared: to who is locked out a right credential looks like a wrong one.
  const wait = Math.max(locked.wait(client.key), wrong.peek(client.key));
  if (wait > 0) return { wait };
  const staff = await whose();
  if (staff) return within(requests, staff);
  wrong.take(client.key);
  if (locked.fail(client.key)) telemetry.log('warn', 'wrong credentials locked a client out', {});
  return {};
}

interface Visit {
  /** Of the session. */
  readonly token: string;
  readonly request: Request;
  readonly exchange: Exchange;
}

/** No guess finds 256 random bits, and every page whose session is over sends one: that locks nobody out. */
async function bySession(
  { sessionOf, publicUrl }: DoorOptions,
  { stale, requests }: Limits,
  { token, request, exchange: { client } }: Visit,
): Promise<Found> {
  const wait = stale.peek(client.key);
  if (wait > 0) return { wait };
  const staff = await sessionOf?.(token);
  if (!staff) {
    stale.take(client.key);
    return {};
  }
  if (!changesNothing(request) && !isFromOurPage(request, token, publicUrl)) return { refusal: 'csrf' };
  return within(requests, { name: staff.name, role: staff.role });
}

function faultOf(cause: unknown): Found {
  return { fault: cause instanceof Error ? cause : new Error('nobody could be asked', { cause }) };
}

function within<T extends Staff>(requests: RateLimit, staff: T): Found<T> {
  const wait = requests.take(staff.name);
  return wait > 0 ? { wait } : { staff };
}

/** Posts that change nothing, and only are none of what a browser may ask again by itself. */
const readingPosts = new Set(['/api/audit/verify']);

/** An auditor changes nothing, whatever a route allows: a new one is closed to them until it only reads. */
function mayDo({ role }: Staff, request: Request, path: string): boolean {
  return role !== 'auditor' || changesNothing(request) || readingPosts.has(path) || path === '/api/session';
}

/** Credentials there are of customers and providers. */
function isCustomers(path: string): boolean {
  return path.startsWith('/support/') || path.startsWith('/webhooks/');
}

export function tooMany(waitMs: number): Refusal {
  return new Refusal('rate-limited', { headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } });
}

export function unauthorised(): Refusal {
  return new Refusal('unauthorised', { headers: { 'www-authenticate': 'Bearer realm="ledgerdesk"' } });
}
