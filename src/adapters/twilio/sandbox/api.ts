// The stand-in's interface: sending, looking up and fetching files, with the rules that matter to the desk.
import { parseWhatsappAddress } from '../../../domain/whatsapp/address.ts';
import { consentIn } from '../../../domain/whatsapp/consent.ts';
import { serviceWindow } from '../../../domain/whatsapp/window.ts';
import type { CustomerChat } from './sandbox.ts';
import {
  lastInbound,
  newSid,
  remember,
  type SandboxMedia,
  type SandboxMessage,
  type SandboxStore,
  view,
} from './store.ts';
import type { SandboxWebhooks } from './webhooks.ts';

export interface SandboxState {
  readonly store: SandboxStore;
  readonly webhooks: SandboxWebhooks;
  readonly number: string;
  readonly accountSid: string;
  readonly now: () => number;
  readonly failures: { status: number; code: number | undefined; retryAfterSeconds: number | undefined }[];
  readonly lost: ('hang' | 'error')[];
  callbackFirst: boolean;
  silent: boolean;
  delayMs: number;
}

export function receive({ store, number, now }: SandboxState, chat: CustomerChat): SandboxMessage {
  const media = (chat.media ?? []).map((one): SandboxMedia => ({ ...one, sid: newSid('ME') }));
  const wish = consentIn(chat.text);
  if (wish === 'stop') store.silent.add(chat.from);
  if (wish === 'start') store.silent.delete(chat.from);
  return remember(store, {
    sid: newSid(media.length > 0 ? 'MM' : 'SM'),
    direction: 'inbound',
    from: chat.from,
    to: number,
    body: chat.text,
    at: now(),
    media,
    status: 'received',
  });
}

export function inboundForm(
  { accountSid }: SandboxState,
  message: SandboxMessage,
  chat: CustomerChat,
  origin: string,
): Record<string, string> {
  const phone = parseWhatsappAddress(message.from);
  const files = message.media.flatMap(({ sid, mediaType }, i) => [
    [`MediaUrl${i}`, `${origin}/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}/Media/${sid}`],
    [`MediaContentType${i}`, mediaType],
  ]);
  return {
    MessageSid: message.sid,
    SmsMessageSid: message.sid,
    AccountSid: accountSid,
    From: message.from,
    To: message.to,
    Body: message.body,
    NumMedia: String(message.media.length),
    ...(phone?.kind === 'phone' ? { WaId: phone.value.slice(1) } : {}),
    ...(chat.profileName === undefined ? {} : { ProfileName: chat.profileName }),
    ...(chat.userId === undefined ? {} : { ExternalUserId: chat.userId }),
    ...(chat.repliedTo === undefined ? {} : { OriginalRepliedMessageSid: chat.repliedTo }),
    ...Object.fromEntries(files),
    ...chat.more,
  };
}

export async function callApi(state: SandboxState, request: Request, path: string): Promise<Response> {
  const { store, accountSid } = state;
  if (request.method === 'POST' && path === '/Messages.json')
    return await create(state, new URLSearchParams(await request.text()));
  if (path === '/Messages.json') return list(state, new URL(request.url));
  if (path === '.json') return Response.json({ sid: accountSid, status: 'active' });
  const [, sid, mediaSid] =
    /^\/Messages\/([A-Za-z0-9]+)(?:\/Media(?:\/([A-Za-z0-9]+))?)?(?:\.json)?$/.exec(path) ?? [];
  const message = store.messages.find((one) => one.sid === sid);
  if (!message) return fault(404, 20404);
  if (path.endsWith('/Media.json'))
    return Response.json({
      media_list: message.media.map((one) => ({
        sid: one.sid,
        content_type: one.mediaType,
        uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${one.sid}.json`,
      })),
    });
  if (mediaSid === undefined) return Response.json(view(message, accountSid));
  const file = message.media.find((one) => one.sid === mediaSid);
  return file
    ? new Response(Buffer.from(file.content), { headers: { 'content-type': file.mediaType } })
    : fault(404, 20404);
}

async function create(state: SandboxState, form: URLSearchParams): Promise<Response> {
  const { store, accountSid, now } = state;
  const failure = state.failures.shift();
  if (failure) return fault(failure.status, failure.code, failure.retryAfterSeconds);
  const [to, from, body] = ['To', 'From', 'Body'].map((name) => form.get(name) ?? '');
  if (to === undefined || from === undefined || body === undefined || !parseWhatsappAddress(to))
    return fault(400, 21211);
  const isTemplate = form.has('ContentSid');
  const text = isTemplate ? templateBody(form.get('ContentVariables') ?? '{}') : body;
  if (text === '') return fault(400, 21602);
  if (text.length > 1_600) return fault(400, 21617);
  if (store.silent.has(to)) return fault(400, 21610);
  const callback = form.get('StatusCallback');
  const message = remember(store, {
    sid: newSid('SM'),
    direction: 'outbound-api',
    from,
    to,
    body: text,
    at: now(),
    media: [],
    status: 'queued',
    ...(callback === null ? {} : { statusCallback: callback }),
  });
  const open = isTemplate || now() - (lastInbound(store, to) ?? Number.NEGATIVE_INFINITY) < serviceWindow;
  const news = async () => {
    if (state.silent) return;
    if (!open) return void (await report(state, message.sid, 'undelivered', 63016));
    for (const status of ['sent', 'delivered']) await report(state, message.sid, status);
  };
  if (state.callbackFirst) await news();
  else state.webhooks.later(news);
  const lost = state.lost.shift();
  if (lost === 'hang') await new Promise(() => {});
  return lost === 'error' ? fault(503, undefined) : Response.json(view(message, accountSid), { status: 201 });
}

/** The words of the stand-in's template. */
function templateBody(variables: string): string {
  const values: unknown = JSON.parse(variables);
  const { '1': reference = '', '2': text = '' } =
    typeof values === 'object' && values !== null ? (values as Record<string, string>) : {};
  return `About your request ${reference}: ${text} Reply to this message to go on.`;
}

export async function report(
  { store, webhooks, accountSid }: SandboxState,
  sid: string,
  status: string,
  errorCode?: number,
): Promise<number> {
  const message = store.messages.find((one) => one.sid === sid);
  if (!message) return 0;
  message.status = status;
  if (errorCode !== undefined) message.errorCode = errorCode;
  if (message.statusCallback === undefined) return 0;
  const { from, to } = message;
  const code = errorCode === undefined ? {} : { ErrorCode: String(errorCode) };
  return await webhooks.post(message.statusCallback, {
    MessageSid: sid,
    MessageStatus: status,
    AccountSid: accountSid,
    From: from,
    To: to,
    ...code,
  });
}

const pageSize = 50;

function list({ store, accountSid }: SandboxState, url: URL): Response {
  const [to, from] = ['To', 'From'].map((name) => url.searchParams.get(name));
  const since = Date.parse(url.searchParams.get('DateSent>') ?? '1970-01-01');
  const token = url.searchParams.get('PageToken')?.slice('PA'.length);
  const all = store.messages
    .filter(
      (one) => (to === null || one.to === to) && (from === null || one.from === from) && one.at >= since,
    )
    .reverse();
  // What comes later moves no page: the token says behind which message it begins.
  const start = token === undefined ? 0 : all.findIndex((one) => one.sid === token) + 1;
  const page = all.slice(start, start + pageSize);
  const rest = all.length > start + pageSize;
  url.searchParams.set('PageToken', `PA${page.at(-1)?.sid}`);
  return Response.json({
    messages: page.map((one) => view(one, accountSid)),
    next_page_uri: rest ? `${url.pathname}${url.search}` : null,
  });
}

export function fault(status: number, code: number | undefined, retryAfterSeconds?: number): Response {
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return Response.json(
    { code: code ?? null, message: 'refused by the stand-in', status },
    { status, headers },
  );
}
