// The web form as a channel: a reply is out when the log says so, for the status page reads it from there.
import type { ChannelGateway } from '../../application/channel/channel-gateway.ts';

/** Nothing leaves the desk, so nothing can fail or stay unknown: an attempt that was cut short is simply made again. */
export const webformGateway: ChannelGateway = {
  channel: 'webform',
  send: async () => ({ outcome: 'sent' }),
  reconcile: async () => ({ state: 'not-sent' }),
};
