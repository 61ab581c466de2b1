// What is known about a request while it is answered: its id, its trace, its client, and later its route.
import type { Ids } from '../../application/platform/clock.ts';
import type { RequestContext } from './desk.ts';
import { type Client, clientOf, type Network } from './guard/client-address.ts';

export interface Exchange {
  readonly context: RequestContext;
  readonly client: Client;
  readonly path: string;
  /** Template such as `/support/tickets/:reference`; what the router knows, never what was asked for. */
  route: string;
  /** Name of the staff key used, when one was. */
  staff?: string;
}

export interface Exchanges {
  /** @param traceparent of the request's own span */
  begin(request: Request, peer: string | undefined, traceparent: string): Exchange;
  /** The exchange of a request in flight. @throws Error for a request that never began: a defect of ours */
  of(request: Request): Exchange;
}

/** An incoming request id is not taken over: whoever sends it could forge or collide ids in our logs and events. */
export function exchanges(ids: Ids, trusted: readonly Network[]): Exchanges {
  const inFlight = new WeakMap<Request, Exchange>();
  return {
    begin: (request, peer, traceparent) => {
      const exchange: Exchange = {
        context: { requestId: ids.next(), traceparent },
        client: clientOf(peer, request.headers, trusted),
        path: new URL(request.url).pathname,
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
