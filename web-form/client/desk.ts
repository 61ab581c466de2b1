// The customer's side of the desk: file, follow, answer, rate, ask for a person.
import type { Rating, Submission } from '../../src/application/ticket/submission.ts';
import type { Article, Filed, Ticket } from './contract.ts';
import { type Answer, call } from './http.ts';

/** What opens one conversation. */
export interface Credential {
  readonly reference: string;
  readonly token: string;
}

export interface Desk {
  readonly base: string;
  submit(submission: Submission): Promise<Answer<Filed>>;
  /** Status 304 and no body when nothing changed since `etag`. */
  ticket(
    credential: Credential,
    etag: string | undefined,
    signal: AbortSignal,
  ): Promise<Answer<Ticket | undefined>>;
  reply(credential: Credential, message: string, submissionId: string): Promise<Answer<unknown>>;
  rate(credential: Credential, rating: Rating): Promise<Answer<unknown>>;
  askForPerson(credential: Credential, submissionId: string): Promise<Answer<unknown>>;
  article(slug: string, signal: AbortSignal): Promise<Answer<Article>>;
}

/** @param base where the desk lives, like `https://desk.example`, without a slash at the end */
export function connectDesk(base: string): Desk {
  const ticketUrl = (reference: string) => `${base}/support/tickets/${encodeURIComponent(reference)}`;
  const post = ({ reference, token }: Credential, action: string, body: object) =>
    call<unknown>(`${ticketUrl(reference)}/${action}`, { method: 'POST', body, bearer: token });
  return {
    base,
    submit: (submission) => call(`${base}/support/submit`, { method: 'POST', body: submission }),
    ticket: ({ reference, token }, etag, signal) =>
      call(ticketUrl(reference), { bearer: token, etag, signal }),
    reply: (credential, message, submissionId) => post(credential, 'messages', { message, submissionId }),
    rate: (credential, rating) => post(credential, 'rating', rating),
    askForPerson: (credential, submissionId) => post(credential, 'escalation', { submissionId }),
    article: (slug, signal) => call(`${base}/support/articles/${encodeURIComponent(slug)}`, { signal }),
  };
}

/** The link that opens a conversation. The token stays in the fragment: browsers never send that part anywhere. */
export function statusLink(base: string, { reference, token }: Credential): string {
  return `${base}/status#${new URLSearchParams({ reference, token })}`;
}

/** Reads the credential from a fragment like `#reference=LD-…&token=…`. */
export function credentialFrom(fragment: string): Credential | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const reference = fields.get('reference')?.trim();
  const token = fields.get('token')?.trim();
  return reference && token ? { reference, token } : undefined;
}
