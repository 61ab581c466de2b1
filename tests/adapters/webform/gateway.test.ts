// The web form as a channel keeps what every channel promises.
import { webformGateway } from '../../../src/adapters/webform/gateway.ts';
import { channelGatewayContract } from '../../contract/channel-gateway.ts';

channelGatewayContract('the web form', 'webform', async () => ({
  gateway: webformGateway,
  [Symbol.asyncDispose]: async () => {},
}));
