// A desk at the stand-in: its webhook over HTTP, its mailboxes read in the background, and what it stored.
import { createHmac } from 'node:crypto';
import { verifyPush } from '../../../src/adapters/gmail/push.ts';
import type { GmailSandbox } from '../../../src/adapters/gmail/sandbox/sandbox.ts';
import { memoryChannelAccounts } from '../../../src/adapters/memory/channel-accounts.ts';
import { memoryDeadLetters } from '../../../src/adapters/memory/dead-letters.ts';
import { type MemoryTelemetry, memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { memoryUnstoredMessages } from '../../../src/adapters/memory/unstored-messages.ts';
import { mailReader } from '../../../src/adapters/mime/read-mail.ts';
import { mailWriter } from '../../../src/adapters/mime/write-mail.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import type { ChannelGateway } from '../../../src/application/channel/channel-gateway.ts';
import type { InboundMessage } from '../../../src/application/channel/inbound-message.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import { wakeups } from '../../../src/application/log/wakeups.ts';
import { inboundMail } from '../../../src/application/mail/inbound-mail.ts';
import { mailGateway } from '../../../src/application/mail/mail-gateway.ts';
import { type RunningMailboxes, startMailboxes } from '../../../src/application/mail/mailboxes.ts';
import { type MessageIds, messageIds } from '../../../src/application/mail/message-ids.ts';
import { gmailWebhook } from '../../../src/application/mail/push-webhook.ts';
import { desk, mailboxAt } from './world.ts';

export interface DeskOnMail extends AsyncDisposable {
  /** Where pushes go. */
  readonly webhookUrl: string;
  readonly gateway: ChannelGateway;
  readonly ids: MessageIds;
  readonly running: RunningMailboxes;
  readonly telemetry: MemoryTelemetry;
  /** Every message stored, once, in the order of its first storing. */
  stored(): readonly InboundMessage[];
  /** Resolves once so many different messages are stored. */
  has(count: number): Promise<void>;
  /** The store refuses so many messages from now on. */
  storeFails(times: number): void;
}

export function deskOnMail(sandbox: GmailSandbox, pollMs = 60_000): DeskOnMail {
  const telemetry = memoryTelemetry();
  const accounts = memoryChannelAccounts(systemClock);
  const waking = wakeups(systemClock);
  const mailboxes = [mailboxAt(sandbox)];
  const read = mailReader();
  const ids = messageIds((text) => createHmac('sha256', 'test').update(text).digest('hex'));
  const stored = new Map<string, InboundMessage>();
  const waiting = new Set<() => void>();
  let failures = 0;
  const verify = verifyPush({
    audience: sandbox.audience,
    serviceAccount: sandbox.pushAccount,
    subscription: sandbox.subscription,
    keysUrl: sandbox.keysUrl,
    clock: systemClock,
  });
  const webhook = gmailWebhook({ verify, accounts, telemetry, wake: waking.wake });
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const headers = Object.fromEntries(request.headers.entries());
      const { outcome } = await webhook({ target: '/webhooks/gmail', headers, body: await request.text() });
      return new Response(null, {
        status: { accepted: 204, malformed: 204, unauthenticated: 401, forbidden: 403 }[outcome],
      });
    },
  });
  const running = startMailboxes(
    {
      mailboxes,
      accounts,
      understand: async (raw, account) =>
        inboundMail(
          await read(raw.raw),
          raw,
          { account, ownAddresses: [desk], receivingServer: 'mx.google.com' },
          Date.now(),
        ),
      async accept(message) {
        if (failures > 0) {
          failures--;
          throw new StoreUnavailable('away');
        }
        const repeated = stored.has(message.providerMessageId);
        if (!repeated) stored.set(message.providerMessageId, message);
        for (const look of waiting) look();
        return { ticketId: 't', reference: 'LD-1', messageId: 'm', repeated };
      },
      unstored: memoryUnstoredMessages(),
      deadLetters: memoryDeadLetters(),
      ids: systemIds,
      clock: systemClock,
      telemetry,
      wakeups: waking,
    },
    { watch: true, firstLookBackMs: 3_600_000, resyncMs: 86_400_000, pollMs },
  );
  return {
    webhookUrl: `http://127.0.0.1:${server.port}/webhooks/gmail`,
    gateway: mailGateway({
      mailboxes,
      write: mailWriter(),
      messageIds: ids,
      clock: systemClock,
      senderName: 'Desk',
      mailLimitMs: 5_000,
    }),
    ids,
    running,
    telemetry,
    stored: () => [...stored.values()],
    has: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (stored.size < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    storeFails: (times) => {
      failures += times;
    },
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      await server.stop(true);
    },
  };
}
