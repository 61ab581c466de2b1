// Everything the inbox asks of the desk, and does there.
import type { Trouble } from '../client/http.ts';
import { wordsHeader } from '../staff/address-words.ts';
import { callDesk } from '../staff/call-desk.ts';
import type { AgentDraft, Between, InboxTicket, Offer, QueueName, Queues, TicketPage } from './contract.ts';
import type {
  ConflictCase,
  CustomerCard,
  MergePreview,
  Mood,
  Suggestion,
  SuppressedMessage,
  Why,
} from './contract-people.ts';

export const pageSize = 50;

const part = encodeURIComponent;
const ticketPath = (reference: string) => `/api/inbox/tickets/${part(reference)}`;
const post = <T>(path: string, body: object = {}) => callDesk<T>(path, { method: 'POST', body });

export const ask = {
  queues: () => callDesk<Queues>('/api/inbox/queues'),
  tickets: (queue: QueueName, q: string, after: string | undefined, signal?: AbortSignal) => {
    const query = new URLSearchParams({ queue, limit: String(pageSize) });
    if (after !== undefined) query.set('after', after);
    const options = { ...wordsHeader(q), ...(signal ? { signal } : {}) };
    return callDesk<TicketPage>(`/api/inbox/tickets?${query}`, options);
  },
  ticket: (reference: string, signal?: AbortSignal) =>
    callDesk<InboxTicket>(ticketPath(reference), signal ? { signal } : {}),
  staff: () => callDesk<{ readonly staff: readonly { readonly name: string }[] }>('/api/inbox/staff'),
  why: (reference: string) => callDesk<Why>(`/api/tickets/${part(reference)}/why`),
  customer: (id: string) => callDesk<CustomerCard>(`/api/customers/${part(id)}`),
  moods: (id: string) => callDesk<{ readonly moods: readonly Mood[] }>(`/api/customers/${part(id)}/mood`),
  mergePreview: (id: string, into: string) =>
    callDesk<MergePreview>(`/api/customers/${part(id)}/merge?into=${part(into)}`),
  unmergePreview: (id: string) => callDesk<MergePreview>(`/api/customers/${part(id)}/merge`),
  suppressed: () =>
    callDesk<{ readonly suppressed: readonly SuppressedMessage[] }>('/api/suppressed?limit=200'),
  conflicts: () =>
    callDesk<{ readonly conflicts: readonly ConflictCase[] }>('/api/customers/conflicts?limit=200'),
  suggestions: () =>
    callDesk<{ readonly suggestions: readonly Suggestion[] }>('/api/knowledge/suggestions?limit=200'),
};

/** confirm: resolved, because the customer said so. */
export type Step = 'take' | 'hand-back' | 'resolve' | 'confirm' | 'reopen' | 'close';

export const act = {
  step: (reference: string, step: Step, expectedVersion: number) =>
    post<{ readonly version: number }>(`${ticketPath(reference)}/${step === 'confirm' ? 'resolve' : step}`, {
      expectedVersion,
      ...(step === 'confirm' ? { basis: 'confirmed' } : {}),
    }),
  assign: (reference: string, staffId: string, expectedVersion: number) =>
    post<{ readonly version: number }>(`${ticketPath(reference)}/assign`, { staffId, expectedVersion }),
  reply: (reference: string, body: { replyId: string; text: string; expectedVersion: number }) =>
    post<{ readonly version: number }>(`${ticketPath(reference)}/reply`, body),
  note: (reference: string, body: { noteId: string; text: string }) =>
    post<{ readonly version: number }>(`${ticketPath(reference)}/note`, body),
  draft: (reference: string) =>
    callDesk<AgentDraft>(`${ticketPath(reference)}/draft`, { method: 'POST', body: {}, patienceMs: 90_000 }),
  retry: (replyId: string) => post<unknown>(`/api/undelivered/${part(replyId)}/retry`),
  reroute: (replyId: string, { channel, to }: Offer) =>
    post<unknown>(`/api/undelivered/${part(replyId)}/reroute`, { channel, to }),
  release: (messageId: string) => post<unknown>(`/api/suppressed/${part(messageId)}/release`),
  discard: (messageId: string, reason: string) =>
    post<unknown>(`/api/suppressed/${part(messageId)}/discard`, { reason }),
  merge: (id: string, into: string, reason: string) =>
    post<{ readonly ticketsMoved: number }>(`/api/customers/${part(id)}/merge`, { into, ...given(reason) }),
  unmerge: (id: string, reason: string) =>
    post<{ readonly ticketsMoved: number }>(`/api/customers/${part(id)}/unmerge`, given(reason)),
  dismiss: (id: string, other: string, reason: string) =>
    post<unknown>(`/api/customers/${part(id)}/conflicts/dismiss`, { other, ...given(reason) }),
  approve: (reference: string, edited: { title: string; text: string }) =>
    post<{ readonly slug: string }>(`/api/knowledge/suggestions/${part(reference)}/approve`, edited),
  reject: (reference: string) => post<unknown>(`/api/knowledge/suggestions/${part(reference)}/reject`),
  presence: (reference: string, composing: boolean) =>
    callDesk<unknown>(`${ticketPath(reference)}/presence`, { method: 'PUT', body: { composing } }),
  leave: (reference: string) => callDesk<unknown>(`${ticketPath(reference)}/presence`, { method: 'DELETE' }),
};

export function fileLink(reference: string, fileId: string): string {
  return `${ticketPath(reference)}/files/${part(fileId)}`;
}

/** What a refusal says about who was faster; undefined for any other trouble. */
export function betweenOf(trouble: Trouble): Between | undefined {
  if (trouble.kind !== 'refused' || trouble.code !== 'conflict') return undefined;
  const { version, what, by, at } = trouble.more ?? {};
  return {
    version: Number(version ?? 0),
    what: typeof what === 'string' ? what : '',
    by: typeof by === 'string' ? by : '',
    at: typeof at === 'string' ? at : '',
  };
}

const given = (reason: string) => (reason.trim() === '' ? {} : { reason: reason.trim() });
