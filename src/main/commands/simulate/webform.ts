// ledgerdesk simulate webform: a submitted form, and the answer as its status page shows it.
import { Failure } from '../../failure.ts';
import { print, printJson } from '../../output.ts';
import { configuration } from '../../session.ts';
import { calledAt } from '../called-at.ts';
import { secondsOf } from './stand-in.ts';

interface WebformOptions {
  readonly url?: string;
  readonly name: string;
  readonly email: string;
  readonly subject: string;
  readonly category: string;
  readonly priority: string;
  readonly message: string;
  readonly wait: string;
  readonly json?: true;
}

const POLL_MS = 250;

export async function simulateWebform(options: WebformOptions): Promise<void> {
  const base = calledAt(configuration(), '--url', options.url);
  const seconds = secondsOf(options.wait);
  const { name, email, subject, category, priority, message } = options;
  const submissionId = crypto.randomUUID();
  const receipt = await ask<{ reference: string; statusToken: string; statusUrl: string }>(
    `${base}/support/submit`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, email, subject, category, priority, message, submissionId }),
    },
  );
  const status = await waitForReply(base, receipt, seconds * 1000);
  const replies = status.messages.filter((m) => m.author !== 'customer');
  if (options.json) printJson({ ...receipt, ...status });
  else {
    print(`${receipt.reference} is ${status.status}: ${receipt.statusUrl}`);
    for (const { author, text, citations } of replies) {
      print(`\n${author}:\n${text}`);
      for (const { title, heading, slug } of citations) print(`  source: ${title} – ${heading} (${slug})`);
    }
  }
  if (replies.length === 0) throw new Failure(`no reply after ${options.wait} seconds`);
}

interface Status {
  readonly status: string;
  readonly messages: readonly {
    readonly author: string;
    readonly text: string;
    readonly citations: readonly {
      readonly slug: string;
      readonly title: string;
      readonly heading: string;
    }[];
  }[];
}

async function waitForReply(
  base: string,
  { reference, statusToken }: { reference: string; statusToken: string },
  ms: number,
): Promise<Status> {
  const deadline = Date.now() + ms;
  for (;;) {
    const headers = { authorization: `Bearer ${statusToken}` };
    const status = await ask<Status>(`${base}/support/tickets/${reference}`, { headers });
    if (status.messages.some((m) => m.author !== 'customer') || Date.now() >= deadline) return status;
    await Bun.sleep(POLL_MS);
  }
}

/** @throws Failure with the desk's own words */
async function ask<T>(url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    throw new Failure(`no desk answers at ${new URL(url).origin}; start it with bin/start`, 1, {
      cause: error,
    });
  }
  const body = await response.json();
  if (response.ok) return body;
  const problems = (body.errors ?? []).map(
    (e: { field: string; message: string }) => `\n  ${e.field}: ${e.message}`,
  );
  throw new Failure(
    `the desk refused (${response.status}): ${body.title ?? 'no reason given'}${problems.join('')}`,
  );
}
