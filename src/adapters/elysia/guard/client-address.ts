// Who is asking: the peer, or what a trusted proxy says. Only for limits; addresses are never logged or stored.
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [Address, number];

export interface Client {
  /** What limits count by: an IPv4 address, or the /64 of an IPv6 one, for whoever has one has all of it. */
  readonly key: string;
  /** On this machine, and not on behalf of somebody behind a proxy. */
  readonly local: boolean;
}

/** @param cidrs networks such as `10.0.0.0/8`, already checked */
export function parseNetworks(cidrs: readonly string[]): readonly Network[] {
  return cidrs.map((cidr) => ipaddr.parseCIDR(cidr));
}

/**
 * Finds the client. X-Forwarded-For counts only as far as trusted proxies wrote it: from the right, up to the first address that is not one.
 * @param peer address of the connection; undefined when there is none
 */
export function clientOf(peer: string | undefined, headers: Headers, trusted: readonly Network[]): Client {
  const connected = parse(peer);
  if (!connected) return { key: 'unknown', local: false };
  const forwarded = headers.get('x-forwarded-for');
  if (!isTrusted(connected, trusted)) {
    const direct = forwarded === null && !headers.has('forwarded');
    return { key: keyOf(connected), local: direct && isLoopback(connected) };
  }
  let client = connected;
  for (const hop of (forwarded ?? '').split(',').reverse()) {
    const address = parse(hop.trim());
    if (!address) break;
    client = address;
    if (!isTrusted(address, trusted)) break;
  }
  return { key: keyOf(client), local: isLoopback(client) && forwarded !== null };
}

function parse(text: string | undefined): Address | undefined {
  // process() turns ::ffff:192.0.2.1 into 192.0.2.1; a client is the same on either kind of socket.
  return text !== undefined && ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
}

function isTrusted(address: Address, trusted: readonly Network[]): boolean {
  return trusted.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

function isLoopback(address: Address): boolean {
  return address.range() === 'loopback';
}

function keyOf(address: Address): string {
  if (address.kind() === 'ipv4') return address.toString();
  return `${Buffer.from(address.toByteArray().slice(0, 8)).toString('hex')}::/64`;
}
