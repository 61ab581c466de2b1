// The stand-in's Gmail API: the calls that the desk makes, with the rules that matter to it.
import { randomBytes } from 'node:crypto';
import type { FaultState } from './faults.ts';
import { searchTest } from './query.ts';
import { apiError, json, type Reply } from './reply.ts';
import { addMail, type HistoryEntry, type StoredMailbox } from './store.ts';
import { type StoredMail, viewOf } from './stored-mail.ts';

export interface ApiState {
  readonly faults: FaultState;
  readonly topic: string;
  readonly now: () => number;
  /** Told of every mail that was sent. */
  readonly sent: (mailbox: StoredMailbox, mail: StoredMail) => Promise<void>;
}

export interface ApiCall {
  readonly method: string;
  /** After `/gmail/v1/users/me/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

const WATCH_MS = 7 * 24 * 60 * 60_000;

export async function callApi(state: ApiState, mailbox: StoredMailbox, call: ApiCall): Promise<Reply> {
  const { method, path, query, body } = call;
  const messageId = /^messages\/([^/]+)$/.exec(path)?.[1];
  if (method === 'POST' && path === 'messages/send') return send(state, mailbox, body);
  if (method === 'POST' && path === 'watch') return watch(state, mailbox, body);
  if (method !== 'GET') return apiError(404, 'notFound');
  if (path === 'profile')
    return json(200, { emailAddress: mailbox.address, historyId: mailbox.end.toString() });
  if (path === 'history') return listHistory(state, mailbox, query);
  if (path === 'messages') return listMessages(state, mailbox, query);
  return messageId === undefined ? apiError(404, 'notFound') : getMessage(mailbox, messageId, query);
}

function watch({ topic, now }: ApiState, mailbox: StoredMailbox, body: string): Reply {
  if (parse(body)['topicName'] !== topic)
    return apiError(403, 'forbidden', 'User not authorized on the topic');
  mailbox.watchedUntil = now() + WATCH_MS;
  return json(200, { historyId: mailbox.end.toString(), expiration: String(mailbox.watchedUntil) });
}

function listHistory({ faults }: ApiState, mailbox: StoredMailbox, query: URLSearchParams): Reply {
  const start = query.get('startHistoryId') ?? '';
  if (!/^\d+$/.test(start)) return apiError(400, 'invalidArgument', 'Invalid startHistoryId');
  if (BigInt(start) < mailbox.oldest) return apiError(404, 'notFound', 'Requested entity was not found.');
  const types = query.getAll('historyTypes');
  const label = query.get('labelId');
  const listed = mailbox.history.slice(0, mailbox.history.length - faults.lag);
  const entries = listed.filter(
    ({ id, kind, mail }) =>
      id > BigInt(start) &&
      (types.length === 0 || types.includes(kind)) &&
      (label === null || mail.labels.includes(label)),
  );
  const { rows, next } = page(entries, query, faults);
  return json(200, {
    // An empty answer has no such key.
    ...(rows.length > 0 ? { history: rows.map(historyRow) } : {}),
    ...next,
    historyId: mailbox.end.toString(),
  });
}

function historyRow({ id, kind, mail, labels }: HistoryEntry): object {
  const message = { id: mail.id, threadId: mail.threadId, labelIds: mail.labels };
  const detail = kind === 'labelAdded' ? { message, labelIds: labels } : { message };
  const key = { messageAdded: 'messagesAdded', labelAdded: 'labelsAdded', messageDeleted: 'messagesDeleted' }[
    kind
  ];
  return { id: id.toString(), messages: [{ id: mail.id, threadId: mail.threadId }], [key]: [detail] };
}

function listMessages({ faults }: ApiState, mailbox: StoredMailbox, query: URLSearchParams): Reply {
  const matches = searchTest(query.get('q') ?? '');
  const labels = query.getAll('labelIds');
  const found = [...mailbox.mails.values()]
    .filter((mail) => labels.every((label) => mail.labels.includes(label)) && matches(mail))
    .reverse();
  const { rows, next } = page(found, query, faults);
  const messages = rows.map(({ id, threadId }) => ({ id, threadId }));
  return json(200, {
    ...(messages.length > 0 ? { messages } : {}),
    ...next,
    resultSizeEstimate: found.length,
  });
}

function page<T>(
  all: readonly T[],
  query: URLSearchParams,
  { pageSize }: FaultState,
): { readonly rows: readonly T[]; readonly next: { readonly nextPageToken?: string } } {
  const from = Number(query.get('pageToken') ?? '0');
  const size = Math.min(Number(query.get('maxResults') ?? '100'), pageSize);
  const until = from + size;
  return { rows: all.slice(from, until), next: until < all.length ? { nextPageToken: String(until) } : {} };
}

function getMessage(mailbox: StoredMailbox, id: string, query: URLSearchParams): Reply {
  const mail = mailbox.mails.get(id);
  if (!mail) return apiError(404, 'notFound', 'Requested entity was not found.');
  const wanted = query.getAll('metadataHeaders').map((name) => name.toLowerCase());
  const headers = mail.view.headers.filter(({ name }) => wanted.includes(name.toLowerCase()));
  return json(200, {
    id,
    threadId: mail.threadId,
    labelIds: mail.labels,
    internalDate: String(mail.at),
    sizeEstimate: mail.raw.length,
    ...(query.get('format') === 'raw'
      ? { raw: Buffer.from(mail.raw).toString('base64url') }
      : { payload: { headers } }),
  });
}

async function send(state: ApiState, mailbox: StoredMailbox, body: string): Promise<Reply> {
  const lost = state.faults.lostSends.shift();
  if (lost === 'swallow') return 'hang';
  const { raw, threadId } = parse(body);
  if (typeof raw !== 'string')
    return apiError(400, 'invalidArgument', "'raw' RFC822 payload message string required");
  const bytes = Buffer.from(raw, 'base64url');
  if ((await viewOf(bytes)).to.length === 0)
    return apiError(400, 'invalidArgument', 'Recipient address required');
  const isThreadKnown = [...mailbox.mails.values()].some((mail) => mail.threadId === threadId);
  if (threadId !== undefined && !isThreadKnown)
    return apiError(404, 'notFound', 'Requested entity was not found.');
  const mail = await addMail(mailbox, {
    raw: state.faults.rewrites ? withOtherId(bytes) : bytes,
    labels: ['SENT'],
    at: state.now(),
    ...(typeof threadId === 'string' ? { threadId } : {}),
  });
  await state.sent(mailbox, mail);
  if (lost === 'error') return apiError(503, 'backendError');
  return lost ?? json(200, { id: mail.id, threadId: mail.threadId, labelIds: mail.labels });
}

/** As Gmail does it: an id of its own, and ours in another header. */
function withOtherId(raw: Uint8Array): Uint8Array {
  const text = Buffer.from(raw).toString('latin1');
  const other = `Message-ID: <CA${randomBytes(12).toString('hex')}@mail.gmail.com>\r\nX-Google-Original-Message-ID:`;
  return Buffer.from(text.replace(/^message-id:/im, other), 'latin1');
}

function parse(body: string): Record<string, unknown> {
  const value: unknown = body === '' ? {} : JSON.parse(body);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
