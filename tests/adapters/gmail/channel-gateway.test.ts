// Mail over the stand-in's HTTP keeps what every channel promises.
import { createHmac } from 'node:crypto';
import { mailWriter } from '../../../src/adapters/mime/write-mail.ts';
import { mailGateway } from '../../../src/application/mail/mail-gateway.ts';
import { messageIds } from '../../../src/application/mail/message-ids.ts';
import { type GatewayWorld, providedGatewayContract } from '../../contract/channel-gateway.ts';
import { gmailWorld } from './world.ts';

const ids = messageIds((text) => createHmac('sha256', 'test').update(text).digest('hex'));
const isSend = /messages\/send$/;

async function mailWorld(rewrites: boolean, timeoutMs = 500): Promise<GatewayWorld> {
  const { sandbox, mailbox, clock } = await gmailWorld({ timeoutMs });
  sandbox.faults.rewriteMessageIds(rewrites);
  await mailbox.position(); // the token is there, and a connection
  let customers = 0;
  let gone = false;
  const stop = async () => {
    if (!gone) await sandbox[Symbol.asyncDispose]();
    gone = true;
  };
  return {
    gateway: mailGateway({
      mailboxes: [mailbox],
      write: mailWriter(),
      messageIds: ids,
      clock,
      senderName: 'Desk',
      mailLimitMs: timeoutMs,
    }),
    newCustomer: async () => `customer-${++customers}@customer.example`,
    received: (customer) => sandbox.sent(customer).map((mail) => mail.text.trim()),
    faults: {
      refuseForGood: () =>
        sandbox.faults.failNext(1, { status: 400, reason: 'invalidArgument', path: isSend }),
      refuseForNow: (retryInMs) =>
        sandbox.faults.failNext(1, {
          status: 429,
          reason: 'rateLimitExceeded',
          retryAfterSeconds: retryInMs / 1_000,
          path: isSend,
        }),
      loseAnswer: (how) => sandbox.faults.loseNextSend(how),
      delay: (ms) => sandbox.faults.delay(ms),
      away: stop,
    },
    [Symbol.asyncDispose]: stop,
  };
}

providedGatewayContract('mail', 'email', (timeoutMs) => mailWorld(false, timeoutMs));
providedGatewayContract('mail where the provider replaces our Message-IDs', 'email', (timeoutMs) =>
  mailWorld(true, timeoutMs),
);
