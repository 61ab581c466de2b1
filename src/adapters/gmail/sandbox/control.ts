// Acting as a customer over HTTP, for programs beside the desk: POST /sandbox/mail writes one, GET /sandbox/mail?to= reads
// what an address got, and without an address everything.
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { SandboxRequest } from './http.ts';
import type { CapturedMail, People } from './people.ts';
import { apiError, json, type Reply } from './reply.ts';

const text = Type.Optional(Type.String());
const CustomerMailBody = Type.Object({
  from: Type.String({ minLength: 1 }),
  to: Type.String({ minLength: 1 }),
  name: text,
  subject: text,
  text,
  messageId: text,
  inReplyTo: text,
  references: Type.Optional(Type.Array(Type.String())),
  dmarc: Type.Optional(Type.Union([Type.Literal('pass'), Type.Literal('fail')])),
  headers: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** base64 */
  raw: text,
});

/** A page in a browser is nobody's customer: it can neither send JSON to us nor call us by a name of its own. */
export async function control(people: People, request: SandboxRequest): Promise<Reply> {
  const { method, query, headers, body } = request;
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers['host'] ?? '')) return apiError(403, 'forbidden');
  if (method === 'GET') {
    const to = query.get('to');
    return json(200, { mails: (to === null ? people.all() : people.sent(to)).map(asJson) });
  }
  if (method !== 'POST' || !headers['content-type']?.startsWith('application/json'))
    return apiError(415, 'unsupported');
  const mail: unknown = JSON.parse(body);
  if (!Value.Check(CustomerMailBody, mail)) return apiError(400, 'invalidArgument');
  const { raw, ...rest } = mail;
  const sent = await people.customerSends({
    ...rest,
    ...(raw === undefined ? {} : { raw: Buffer.from(raw, 'base64') }),
  });
  return json(201, sent);
}

function asJson({ raw, ...mail }: CapturedMail): object {
  return { ...mail, raw: Buffer.from(raw).toString('base64') };
}
