// What providers tell the desk: at least once for mail, mostly once for WhatsApp, and in no order.
import type { WebhookAnswer, WebhookRequest } from '../../src/application/channel/webhook.ts';
import type { MailNotice } from '../../src/application/mail/push-webhook.ts';
import { nameOf } from './call.ts';
import type { OpenChannels } from './channels.ts';
import type { Visit } from './load.ts';
import type { Hook } from './whatsapp.ts';

/** How long a provider waits for an answer, milliseconds. */
const PATIENCE_MS = 10_000;
const MOST_PUSHES = 6;

/** Gmail's Pub/Sub: what is not acknowledged comes again, and some are never sent. */
export async function push(visit: Visit, { address, cursor }: MailNotice): Promise<void> {
  const { chance, time, outside, faults } = visit.world;
  if (faults.strikes('push lost')) return;
  const body = JSON.stringify({ address, cursor: cursor.toString() });
  const copies = faults.strikes('push twice') ? 2 : 1;
  const bring = async () => {
    await time.pass(outside, chance.between(5, faults.strikes('push late') ? 30_000 : 500));
    for (let tried = 1; tried <= MOST_PUSHES; tried++) {
      const answer = await ask(visit, 'push', ({ gmail }) => gmail(request('/webhooks/gmail', body)));
      if (answer?.outcome === 'accepted') return;
      await time.pass(outside, chance.between(500, 8_000));
    }
  };
  await Promise.all(Array.from({ length: copies }, bring));
}

/** Twilio's webhooks: an answer that is an error, or none, is not asked for again. */
export async function post(visit: Visit, { kind, target, body, providerMessageId }: Hook): Promise<void> {
  const { watch, say } = visit.world;
  const answer = await ask(visit, `${kind} webhook`, ({ whatsapp, whatsappStatus }) =>
    (kind === 'message' ? whatsapp : whatsappStatus)(request(target, body)),
  );
  if (answer?.outcome === 'malformed') watch.report(`a genuine webhook was called malformed: ${answer.why}`);
  if (answer?.outcome !== 'accepted') return say(`webhook ${target.slice(-50)} is not taken`);
  if (providerMessageId !== undefined) watch.inbound.taken({ channel: 'whatsapp', providerMessageId });
}

const request = (target: string, body: string): WebhookRequest => ({ target, headers: {}, body });

/** @returns undefined where no answer came */
async function ask(
  { world, processes }: Visit,
  what: string,
  run: (webhooks: OpenChannels['webhooks']) => Promise<WebhookAnswer>,
): Promise<WebhookAnswer | undefined> {
  const { time, outside } = world;
  const patience = time.pass(outside, PATIENCE_MS).then(() => undefined);
  const answer = processes.request(async (_, channels) => channels && (await run(channels.webhooks)));
  return Promise.race([answer, patience]).catch((error: unknown) => {
    world.watch.fault(what, nameOf(error));
    return undefined;
  });
}
