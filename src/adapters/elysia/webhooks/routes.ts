// /webhooks: what providers tell the desk. Each request is checked by its channel before anything in it is believed.
import { Elysia } from 'elysia';
import type { Webhook, WebhookRequest } from '../../../application/channel/webhook.ts';
import type { Webhooks } from '../desk.ts';
import { describe } from '../docs/describe.ts';
import { textBody } from '../json-body.ts';
import type { Kit } from '../kit.ts';
import { type ProblemCode, Refusal } from '../problem.ts';

const problems: readonly ProblemCode[] = [
  'invalid-text',
  'webhook-unproven',
  'webhook-forbidden',
  'channel-off',
  'too-slow',
  'too-large',
  'unavailable',
  'changed-meanwhile',
];
/** An empty answer: nothing is to be sent from here. */
const noReply = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export function webhookRoutes({ gmail, whatsapp, whatsappStatus }: Webhooks, kit: Kit) {
  const take = async (webhook: Webhook | undefined, body: unknown, request: Request) => {
    if (!webhook) throw new Refusal('channel-off');
    const { context } = kit.exchanges.of(request);
    const answer = await webhook({
      ...asReceived(request),
      body: typeof body === 'string' ? body : '',
      traceparent: context.traceparent,
    });
    if (answer.outcome === 'unauthenticated') throw new Refusal('webhook-unproven');
    if (answer.outcome === 'forbidden') throw new Refusal('webhook-forbidden');
  };
  const parse = [({ request }: { request: Request }) => textBody(request, kit.options.bodyDeadlineMs)];
  const twilio = (webhook: Webhook | undefined) => async (body: unknown, request: Request) => {
    await take(webhook, body, request);
    return new Response(noReply, { headers: { 'content-type': 'text/xml; charset=utf-8' } });
  };
  const message = twilio(whatsapp);
  const status = twilio(whatsappStatus);
  const twiml = {
    description: 'Stored, or nothing that repeating would help.',
    text: { contentType: 'text/xml', example: noReply },
  };

  return new Elysia({ normalize: false, prefix: '/webhooks' })
    .post(
      '/gmail',
      async ({ body, request }) => {
        await take(gmail, body, request);
        return new Response(null, { status: 204 });
      },
      {
        parse,
        detail: describe({
          tag: 'Channels',
          summary: 'A mailbox has changed',
          description:
            'A push of Google Cloud Pub/Sub, proven by the signed token in its Authorization header. It says only that something changed: the desk reads the mailbox from its own cursor.',
          answers: { 204: { description: 'The mailbox will be read.' } },
          problems,
        }),
      },
    )
    .post('/whatsapp', ({ body, request }) => message(body, request), {
      parse,
      detail: describe({
        tag: 'Channels',
        summary: 'A message on WhatsApp',
        description:
          'A form that Twilio sends and signs in X-Twilio-Signature. Acknowledged when it is stored; the same message again is stored once.',
        answers: { 200: twiml },
        problems,
      }),
    })
    .post('/whatsapp/status', ({ body, request }) => status(body, request), {
      parse,
      detail: describe({
        tag: 'Channels',
        summary: 'News of a reply on WhatsApp',
        description:
          'Sent, delivered, read or failed, as Twilio sees it; in any order and any number of times. A reply only moves forward.',
        answers: { 200: twiml },
        problems,
      }),
    });
}

/** Path and query are kept as they were sent: signatures are made over them. */
function asReceived({ url, headers }: Request): Pick<WebhookRequest, 'target' | 'headers'> {
  const path = url.indexOf('/', url.indexOf('//') + 2);
  return { target: path < 0 ? '/' : url.slice(path), headers: Object.fromEntries(headers) };
}
