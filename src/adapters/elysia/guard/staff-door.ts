// Who of the staff is asking: found once, before anything else of a request is looked at, and asked for by its handlers.
import type { Staff } from '../../../application/access/staff-keys.ts';
import type { Clock } from '../../../application/platform/clock.ts';
import type { Telemetry } from '../../../application/platform/telemetry.ts';
import type { Exchange, Exchanges } from '../exchange.ts';
import { Refusal } from '../problem.ts';
import { credentialOf, type Role, type StaffKey, staffOf } from './bearer.ts';
import { lockOut } from './lock-out.ts';
import { type RateLimit, rateLimit } from './rate-limit.ts';

/** What a credential says of who brings it, beyond the configured keys: keys made here, tokens of an identity provider. */
export type Identify = (credential: string) => Promise<Staff | undefined>;

export interface DoorOptions {
  readonly staffKeys: readonly StaffKey[];
  readonly identify?: Identify | undefined;
  readonly clock: Pick<Clock, 'now'>;
  readonly telemetry: Pick<Telemetry, 'log'>;
  readonly clientsRemembered: number;
}

export interface StaffDoor {
  /** Finds out who brings the request. Never throws: what went wrong is told by `require`. */
  authenticate(request: Request): Promise<void>;
  /** @throws Refusal unauthorised, forbidden, rate-limited; StoreUnavailable */
  require(request: Request, roles: readonly Role[]): Staff;
}

/** Wrong credentials a client may try per minute. */
const wrongPerMinute = 20;
/** Who goes on all the same is locked out. */
const lock = { failures: 60, withinMs: 15 * 60_000, lockMs: 15 * 60_000 };
/** Of one member of the staff; far beyond what a person or a page does, and below what empties the desk in an hour. */
const requestsPerMinute = 1_200;

export function staffDoor(exchanges: Exchanges, options: DoorOptions): StaffDoor {
  const { clock, clientsRemembered: capacity } = options;
  const now = () => clock.now();
  const wrong = rateLimit({ perMinute: wrongPerMinute, capacity, now });
  const requests = rateLimit({ perMinute: requestsPerMinute, capacity, now });
  const locked = lockOut({ ...lock, capacity, now });

  const find = async (credential: string, { client }: Exchange): Promise<Found> => {
    // Before anything is compared: to who is locked out a right credential looks like a wrong one.
    const wait = Math.max(locked.wait(client.key), wrong.peek(client.key));
    if (wait > 0) return { wait };
    const staff = staffOf(credential, options.staffKeys) ?? (await options.identify?.(credential));
    if (staff) return within(requests, staff);
    wrong.take(client.key);
    if (locked.fail(client.key)) options.telemetry.log('warn', 'wrong credentials locked a client out', {});
    return {};
  };

  const found = new WeakMap<Request, Found>();
  return {
    authenticate: async (request) => {
      const exchange = exchanges.of(request);
      const credential = isCustomers(exchange.path) ? undefined : credentialOf(request.headers);
      if (credential === undefined) return;
      found.set(request, await find(credential, exchange).catch(faultOf));
    },
    require: (request, roles) => {
      const { staff, wait = 0, fault } = found.get(request) ?? {};
      if (fault !== undefined) throw fault;
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

interface Found {
  readonly staff?: Staff;
  /** Milliseconds until the client may ask again. */
  readonly wait?: number;
  readonly fault?: Error;
}

function faultOf(cause: unknown): Found {
  return { fault: cause instanceof Error ? cause : new Error('nobody could be asked', { cause }) };
}

function within(requests: RateLimit, staff: Staff): Found {
  const wait = requests.take(staff.name);
  return wait > 0 ? { wait } : { staff };
}

/** Posts that change nothing, and only are none of what a browser may ask again by itself. */
const readingPosts = new Set(['/api/audit/verify']);

/** An auditor changes nothing, whatever a route allows: a new one is closed to them until it only reads. */
function mayDo({ role }: Staff, { method }: Request, path: string): boolean {
  return role !== 'auditor' || method === 'GET' || method === 'HEAD' || readingPosts.has(path);
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
