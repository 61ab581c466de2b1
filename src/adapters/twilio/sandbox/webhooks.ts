// The stand-in's webhooks to the desk: signed, in order or not as a test wants, and never sent again, as Twilio does it.
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';

export interface SandboxWebhooks {
  /** Posts to the desk; resolves with its status, 0 for none. */
  post(url: string, form: Readonly<Record<string, string>>): Promise<number>;
  /** The next so many are never sent. */
  drop(times: number): void;
  /** The next so many are sent twice. */
  duplicate(times: number): void;
  /** Runs something later without anybody waiting for it. */
  later(run: () => Promise<unknown>): void;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
  readonly answers: readonly number[];
}

const timeoutMs = 15_000;

/** @param signedAs the desk's public URL, where it differs from where it is reached */
export function sandboxWebhooks(
  authToken: string,
  signedAs: () => { readonly publicUrl: string; readonly url: string } | undefined,
): SandboxWebhooks {
  const answers: number[] = [];
  const underWay = new Set<Promise<unknown>>();
  let drops = 0;
  let duplicates = 0;

  const send = async (told: string, form: Readonly<Record<string, string>>): Promise<number> => {
    const desk = signedAs();
    // Behind # stand wishes about the connection: they are not part of what is called and signed.
    const [url = ''] = told.split('#');
    const reached =
      desk && url.startsWith(desk.publicUrl) ? `${desk.url}${url.slice(desk.publicUrl.length)}` : url;
    try {
      const response = await fetch(reached, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { 'x-twilio-signature': getExpectedTwilioSignature(authToken, url, form) },
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  };

  const track = (work: Promise<unknown>) => {
    underWay.add(work);
    work.finally(() => underWay.delete(work)).catch(() => {});
  };

  return {
    async post(url, form) {
      if (drops > 0) {
        drops--;
        return 0;
      }
      const twice = duplicates > 0;
      if (twice) duplicates--;
      const all = await Promise.all(twice ? [send(url, form), send(url, form)] : [send(url, form)]);
      answers.push(...all);
      if (answers.length > 10_000) answers.splice(0, 5_000);
      return all[0] ?? 0;
    },
    drop(times) {
      drops += times;
    },
    duplicate(times) {
      duplicates += times;
    },
    later: (run) => track(run()),
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    answers,
  };
}
