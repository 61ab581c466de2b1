// What is known about a request while it is answered: its id, its trace, its client, and later its route.
import type { Ids } from '../../application/platform/clock.ts';
import type { RequestContext } from './desk.ts';
import { type Client, clientOf, type Network } from './guard/client-address.ts';

export interface Exchange {
  readonly context: RequestContext;
  readonly client: Client;
  readonly origin: string;
  readonly path: string;
  /** Template such as `/support/tickets/:reference`; what the router knows, never what was asked for. */
  route: string;
  /** Name of the staff key used, when one was. */
  staff?: string;
}

/** Where a request comes from. */
export interface Origin {
  /** Its own, read once. */
  readonly url: URL;
  /** Address of the connection, as far as there is one. */
  readonly peer: string | undefined;
  /** Of the request's own span. */
  readonly traceparent: string;
}

export interface Exchanges {
  begin(request: Request, origin: Origin): Exchange;
  /** The exchange of a request in flight. @throws Error for a request that never began: a defect of ours */
  of(request: Request): Exchange;
}

/** An incoming request id is not taken over: whoever sends it could forge or collide ids in our logs and events. */
export function exchanges(ids: Ids, trusted: readonly Network[]): Exchanges {
  const inFlight = new WeakMap<Request, Exchange>();
  return {
    begin: (request, { url, peer, traceparent }) => {
      const exchange: Exchange = {
        context: { requestId: ids.next(), traceparent },
        client: clientOf(peer, request.headers, trusted),
        origin: url.origin,
        path: url.pathname,
        route: '(none)',
      };
      inFlight.set(request, exchange);
      return exchange;
    },
    of: (request) => {
      const exchange = inFlight.get(request);
      if (!exchange) throw new Error('the request did not pass the entrance');
      return exchange;
    },
  };
}
