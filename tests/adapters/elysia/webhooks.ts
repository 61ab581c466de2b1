// The desk's webhooks behind the whole HTTP surface, with real verifiers, on any store; and requests as providers send them.

import { expect } from 'bun:test';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { HttpOptions } from '../../../src/adapters/elysia/kit.ts';
import { verifyPush } from '../../../src/adapters/gmail/push.ts';
import type { GmailSandbox } from '../../../src/adapters/gmail/sandbox/sandbox.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { sha256Hex, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { statusNews } from '../../../src/adapters/twilio/callback.ts';
import { inboundMessage } from '../../../src/adapters/twilio/inbound.ts';
import { verifySignature } from '../../../src/adapters/twilio/signature.ts';
import { acceptingMessages } from '../../../src/application/channel/accept-message.ts';
import { gmailWebhook } from '../../../src/application/mail/push-webhook.ts';
import { whatsappStatusWebhook, whatsappWebhook } from '../../../src/application/whatsapp/webhooks.ts';
import { id } from '../../infra/sample.ts';
import { digest, type Ports } from '../../infra/worlds.ts';
import { processorTime } from '../../processor-time.ts';
import { surface } from './fixture.ts';

export const publicUrl = 'https://desk.example';
const authToken = 'the-token';
export const number = 'whatsapp:+14155238886';
export const mailbox = 'help@desk.example';
/** What one request may cost, whatever it brings: processor time of this process, and a clock that only finds what hangs, milliseconds. */
const costMs = 1_000;
const hangMs = 10_000;

export type Field = readonly [name: string, value: string];

/** As Twilio does it: over the URL and every field, of a repeated one each value once. */
export function signatureOf(
  target: string,
  fields: readonly Field[],
  { token = authToken, base = publicUrl } = {},
): string {
  const byName: Record<string, string[]> = Object.create(null);
  for (const [name, value] of fields) {
    byName[name] ??= [];
    byName[name].push(value);
  }
  return getExpectedTwilioSignature(token, `${base}${target}`, byName);
}

export const bodyOf = (fields: readonly Field[]) =>
  new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();

/** @param google whose keys prove a push of mail */
export function webhooksOn(
  ports: Ports,
  google: GmailSandbox,
  changes: { readonly isOff?: boolean; readonly options?: Partial<HttpOptions> } = {},
) {
  const telemetry = memoryTelemetry();
  const clock = systemClock;
  const verify = verifySignature({ authTokens: ['an-older-token', authToken], publicUrl });
  const accept = acceptingMessages({
    ...ports,
    clock,
    ids: systemIds,
    telemetry,
    sha256: sha256Hex,
    digest,
    ownMessageId: () => undefined,
    joins: () => false,
  });
  const verifyNotice = verifyPush({
    audience: google.audience,
    serviceAccount: google.pushAccount,
    subscription: google.subscription,
    keysUrl: google.keysUrl,
    clock,
  });
  let woken = 0;
  const wake = () => {
    woken++;
  };
  const parse = (body: string) => inboundMessage(body, clock.now());
  const http = surface({
    desk: {
      webhooks: changes.isOff
        ? {}
        : {
            whatsapp: whatsappWebhook({ verify, parse, accept, telemetry }),
            whatsappStatus: whatsappStatusWebhook({ ...ports, clock, verify, parse: statusNews, telemetry }),
            gmail: gmailWebhook({ verify: verifyNotice, accounts: ports.accounts, telemetry, wake }),
          },
    },
    ...(changes.options ? { options: changes.options } : {}),
  });
  const post = (
    path: string,
    body: string | Uint8Array | ReadableStream,
    headers: Record<string, string> = {},
  ) => http.send(path, { method: 'POST', headers, body: body as BodyInit });
  /** As the provider sends it. */
  const signed = (target: string, fields: readonly Field[]) =>
    post(target, bodyOf(fields), {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signatureOf(target, fields),
    });
  const pushed = async (body?: string | Uint8Array, historyId = 7n, address = mailbox) => {
    const push = await google.pushes.request(address, historyId);
    return post('/webhooks/gmail', body ?? push.body, push.headers);
  };
  const isStored = async (sid: string) => (await ports.tickets.claim('whatsapp', sid)) !== undefined;
  const requests = http.telemetry.logs;
  return { ...http, telemetry, requests, post, signed, pushed, isStored, woken: () => woken };
}

export const newSid = () => `SM${id().replaceAll('-', '')}`;

export const messageFields = (over: Readonly<Record<string, string>> = {}): readonly Field[] =>
  Object.entries({
    MessageSid: newSid(),
    From: 'whatsapp:+4915112345678',
    To: number,
    Body: 'My printer prints blank pages.',
    NumMedia: '0',
    WaId: '4915112345678',
    ProfileName: 'Ada',
    ...over,
  });
export const sidIn = (fields: readonly Field[]) =>
  fields.findLast(([name]) => name === 'MessageSid')?.[1] ?? '';

export async function expectTwiml(response: Response): Promise<void> {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
  expect(await response.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
}

/** Runs something that must be quick. */
export async function bounded<T>(work: () => Promise<T>): Promise<T> {
  const [started, spent] = [performance.now(), processorTime()];
  const result = await work();
  expect(spent()).toBeLessThan(costMs);
  expect(performance.now() - started).toBeLessThan(hangMs);
  return result;
}
