// What the features share: options, the exchange of a request, limits, and who may come in.
import type { Staff } from '../../application/access/staff-keys.ts';
import type { Clock, Ids } from '../../application/platform/clock.ts';
import type { Telemetry } from '../../application/platform/telemetry.ts';
import type { TicketAccess } from './desk.ts';
import { type Exchanges, exchanges } from './exchange.ts';
import { allRoles, bearerOf, type Role, type StaffKey } from './guard/bearer.ts';
import { parseNetworks } from './guard/client-address.ts';
import { rateLimit } from './guard/rate-limit.ts';
import { type Identify, staffDoor, tooMany, unauthorised } from './guard/staff-door.ts';
import { looksLikeReference } from './id.ts';
import type { Pages } from './operations/pages.ts';
import { Refusal } from './problem.ts';
import type { DrawProblem } from './problem-page.ts';

export interface HttpOptions {
  readonly telemetry: Telemetry;
  readonly ids: Ids;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
  /** Where customers reach the desk, without a trailing slash; absent: where the request was sent to. */
  readonly publicUrl?: string | undefined;
  readonly allowedOrigins: readonly string[];
  /** Submissions, and separately follow-ups, per client; 0 means no limit. */
  readonly rateLimitPerMinute: number;
  /** CIDRs of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Configured keys. */
  readonly staffKeys: readonly StaffKey[];
  /** Whose other credentials are; absent: nobody's. */
  readonly identify?: Identify | undefined;
  /** Whose session a cookie's token is; absent: there are none. */
  readonly sessionOf?: Identify | undefined;
  /** Puts on record that staff look at personal data; absent: nobody keeps one. */
  readonly onRead?: ((look: Look) => Promise<void>) | undefined;
  readonly pages: Pages;
  /** The page about a problem, for people; absent: they get the document as programs do. */
  readonly drawProblem?: DrawProblem | undefined;
  /** How long a body may take to arrive, milliseconds. */
  readonly bodyDeadlineMs?: number | undefined;
  /** Address of the connection; by default what the listening server says. */
  readonly peerOf?: ((request: Request) => string | undefined) | undefined;
}

/** Wrong status tokens a client may try on one ticket per minute before it has to wait. */
const wrongTokensPerMinute = 20;
/** The same on all tickets: many people can share an address, and one of them must not shut out the others. */
const wrongTokensPerClient = 200;
/** Ways to the identity provider and back a client may take per minute: many people can share an address. */
const signInsPerMinute = 120;
const clientsRemembered = 20_000;

/** A look at personal data: a list, a ticket's history, an export. */
export interface Look extends Staff {
  readonly what: string;
  readonly reference?: string;
  readonly customerId?: string;
}

export interface Kit {
  readonly options: HttpOptions;
  readonly exchanges: Exchanges;
  /** Counts one use. @throws Refusal rate-limited */
  admit(limit: 'submit' | 'followUp' | 'signIn', request: Request): void;
  /** Reference and token of a request for a ticket. @throws Refusal unauthorised, rate-limited, ticket-not-found */
  ticketAccess(reference: string, request: Request): TicketAccess;
  /** Remembers that reference and token opened nothing, so that guessing gets slow. */
  countFailure(reference: string, request: Request): void;
  /** Finds out whose credential came with the request; once for each, before its handler. */
  authenticate(request: Request): Promise<void>;
  /** Whose a typed credential is, within the limits of all. @throws Refusal unauthorised, rate-limited; StoreUnavailable */
  prove<T extends Staff>(request: Request, find: () => Promise<T | undefined>): Promise<T>;
  /** Who that is. @throws Refusal unauthorised, forbidden, rate-limited; StoreUnavailable */
  requireStaff(request: Request, roles: readonly Role[]): Staff;
  /** Puts the look on record before anything is shown. @throws like requireStaff */
  recordRead(request: Request, look: Omit<Look, keyof Staff>): Promise<void>;
  /**
   * Lets a request from this machine in, or staff of any role. Only for what tells nothing about anybody: a proxy on
   * this machine that adds no header of its own looks like this machine. @throws like requireStaff
   */
  requireLocalOrStaff(request: Request): void;
}

export function createKit(options: HttpOptions): Kit {
  const limit = (perMinute: number) =>
    rateLimit({ perMinute, capacity: clientsRemembered, now: () => options.clock.elapsed() });
  const limits = {
    submit: limit(options.rateLimitPerMinute),
    followUp: limit(options.rateLimitPerMinute),
    signIn: limit(signInsPerMinute),
  };
  const wrong = {
    tokens: limit(wrongTokensPerMinute),
    tokensOfClient: limit(wrongTokensPerClient),
  };
  const known = exchanges(options.ids, parseNetworks(options.trustedProxies));
  const clientOf = (request: Request) => known.of(request).client;
  const clientAt = (reference: string, request: Request) =>
    `${clientOf(request).key} ${reference.toUpperCase()}`;

  const door = staffDoor(known, { ...options, clientsRemembered });

  return {
    options,
    exchanges: known,
    admit: (name, request) => refuseFor(limits[name].take(clientOf(request).key)),
    ticketAccess: (reference, request) => {
      const statusToken = bearerOf(request.headers);
      if (statusToken === undefined) throw unauthorised();
      refuseFor(wrong.tokensOfClient.peek(clientOf(request).key));
      if (!looksLikeReference(reference)) {
        wrong.tokensOfClient.take(clientOf(request).key);
        throw new Refusal('ticket-not-found');
      }
      refuseFor(wrong.tokens.peek(clientAt(reference, request)));
      return { reference: reference.toUpperCase(), statusToken };
    },
    countFailure: (reference, request) => {
      wrong.tokens.take(clientAt(reference, request));
      wrong.tokensOfClient.take(clientOf(request).key);
    },
    authenticate: door.authenticate,
    prove: door.prove,
    requireStaff: door.require,
    recordRead: async (request, look) => {
      const { name, role } = door.require(request, allRoles);
      await options.onRead?.({ name, role, ...look });
    },
    requireLocalOrStaff: (request) => {
      if (clientOf(request).local && isLocalName(new URL(request.url).hostname)) return;
      door.require(request, allRoles);
    },
  };
}

/** A page of another site can make a browser on this machine call us under its own name; that is not local. */
function isLocalName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function refuseFor(waitMs: number): void {
  if (waitMs > 0) throw tooMany(waitMs);
}
