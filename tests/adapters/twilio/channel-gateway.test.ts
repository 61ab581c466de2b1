// WhatsApp over the stand-in's HTTP keeps what every channel promises.

import { systemClock } from '../../../src/adapters/system/clock.ts';
import { twilioClient } from '../../../src/adapters/twilio/client.ts';
import { whatsappGateway } from '../../../src/adapters/twilio/gateway.ts';
import { twilioSandbox } from '../../../src/adapters/twilio/sandbox/sandbox.ts';
import { type GatewayWorld, providedGatewayContract } from '../../contract/channel-gateway.ts';

const number = 'whatsapp:+14155238886';

async function whatsappWorld(timeoutMs = 500): Promise<GatewayWorld> {
  const twilio = await twilioSandbox({ number });
  twilio.faults.silent(true);
  const { accountSid, authToken, url: baseUrl } = twilio;
  const client = twilioClient({ accountSid, authToken, baseUrl, timeoutMs });
  let customers = 0;
  const stop = async () => twilio[Symbol.asyncDispose]();
  return {
    gateway: whatsappGateway({
      client,
      from: number,
      publicUrl: 'https://desk.example',
      clock: systemClock,
      timeoutMs,
    }),
    async newCustomer() {
      const from = `whatsapp:+49151${String(++customers).padStart(8, '0')}`;
      await twilio.customerSends({ from, text: 'Hello' });
      return from;
    },
    received: (customer) =>
      twilio
        .chat(customer)
        .filter((one) => one.direction === 'outbound-api')
        .map((one) => one.body),
    faults: {
      refuseForGood: () => twilio.faults.failNext(1, 400, 63024),
      refuseForNow: (retryInMs) => twilio.faults.failNext(1, 429, 63018, retryInMs / 1_000),
      loseAnswer: (how) => twilio.faults.loseNextAnswer(how),
      delay: (ms) => twilio.faults.delay(ms),
      away: stop,
    },
    [Symbol.asyncDispose]: stop,
  };
}

providedGatewayContract('WhatsApp', 'whatsapp', whatsappWorld);
