// A customer and an auditor who know the desk only by its HTTP surface.
import type { AuditEventView } from '../../src/adapters/elysia/audit/views.ts';
import type { StatusView } from '../../src/adapters/elysia/support/views.ts';
import type { Submission } from '../../src/application/ticket/submission.ts';
import { until } from './desk.ts';

export interface Receipt {
  readonly reference: string;
  readonly statusToken: string;
  readonly statusUrl: string;
}

type Address = { readonly url: string };
type Audited = Address & { readonly key: string };
type Question = Partial<Submission> & { readonly message: string };

/** Answered from the demo knowledge base. */
export const covered = 'I forgot my password. How can I set a new one and sign in again?';
/** About nothing the demo knowledge base knows. */
export const uncovered = 'Which aquarium fish get along with a pair of axolotls in cold water?';
export const legal = 'This is outrageous behaviour. I will sue you, and my lawyer will write to you.';
export const angry = 'You useless idiots!!! This is the worst rubbish I have ever paid for, I am furious!!!';

export function submission(question: Question): Submission {
  return {
    name: 'Ada Marsh',
    email: 'ada@example.org',
    subject: 'A question',
    category: 'general',
    priority: 'normal',
    submissionId: crypto.randomUUID(),
    ...question,
  };
}

export function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** @throws Error with the problem document when it is refused */
export async function submit(desk: Address, question: Question): Promise<Receipt> {
  const response = await post(`${desk.url}/support/submit`, submission(question));
  if (response.status !== 201) throw new Error(`refused: ${response.status} ${await response.text()}`);
  return response.json();
}

export const ticketUrl = (desk: Address, { reference }: Receipt) =>
  `${desk.url}/support/tickets/${reference}`;

export async function status(desk: Address, receipt: Receipt): Promise<StatusView> {
  const response = await fetch(ticketUrl(desk, receipt), { headers: bearer(receipt.statusToken) });
  if (response.status !== 200) throw new Error(`no status: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Waits until the customer has that many replies and none of their messages is unanswered. */
export function replied(desk: Address, receipt: Receipt, replies = 1): Promise<StatusView> {
  return until(`${receipt.reference} has ${replies} replies`, async () => {
    const view = await status(desk, receipt);
    const waiting = view.messages.some((m) => m.state === 'unanswered');
    return !waiting && repliesIn(view).length >= replies && view;
  });
}

export const repliesIn = (view: StatusView) => view.messages.filter((m) => m.author !== 'customer');

export function followUp(
  desk: Address,
  receipt: Receipt,
  message: string,
  submissionId = crypto.randomUUID(),
) {
  const { statusToken } = receipt;
  return post(`${ticketUrl(desk, receipt)}/messages`, { message, submissionId }, bearer(statusToken));
}

export async function eventsOf(desk: Audited, reference: string): Promise<readonly AuditEventView[]> {
  return (await audit<{ events: AuditEventView[] }>(desk, `tickets/${reference}/events`)).events;
}

/** @param path below /api/audit */
export async function audit<T>(desk: Audited, path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${desk.url}/api/audit/${path}`, { ...init, headers: bearer(desk.key) });
  if (!response.ok) throw new Error(`the audit refused: ${response.status} ${await response.text()}`);
  return response.json();
}

export const verify = (desk: Audited) =>
  audit<{ ok: boolean; entries: number; findings: unknown[] }>(desk, 'verify', { method: 'POST' });
