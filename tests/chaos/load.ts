// Customers: they submit, write again, press the button twice, and keep trying until the desk has taken what they wrote.
import { bearer, covered, legal, type Receipt, submission, ticketUrl, uncovered } from '../e2e/customer.ts';
import type { Dice } from './dice.ts';

export interface Acknowledged {
  readonly submissionId: string;
  readonly reference: string;
  /** What was going on when it was first sent. */
  readonly scenario: string;
}

export interface Load {
  /** Everything taken so far; messages of one ticket in the order they were sent. */
  readonly acknowledged: readonly Acknowledged[];
  /** Requests sent again because no acknowledgement came, by scenario. */
  retries(scenario: string): number;
  /** Answers 503 so far. */
  refusals(): number;
  /** What a customer must never see. */
  readonly problems: readonly string[];
  /** Names what is going on from now on. */
  enter(scenario: string): void;
  /** Begins nothing new; resolves when everything begun has been taken. @throws Error after `patienceMs` */
  stop(patienceMs: number): Promise<void>;
}

export interface LoadOptions {
  readonly urls: readonly string[];
  readonly perSecond: number;
  readonly dice: Dice;
}

const MOST_AT_ONCE = 48;
const CUSTOMERS = 40;
const PATIENCE_MS = 5_000;

interface Conversation {
  readonly receipt: Receipt;
  /** Waits for what was sent before: a customer writes one message after the other. */
  last: Promise<unknown>;
}

export function startLoad({ urls, perSecond, dice }: LoadOptions): Load {
  const acknowledged: Acknowledged[] = [];
  const problems: string[] = [];
  const retried = new Map<string, number>();
  const conversations: Conversation[] = [];
  const running = new Set<Promise<void>>();
  let scenario = '';
  let refusals = 0;
  let isOver = false;
  let count = 0;

  /** Sends until it is taken, to one api and then to the other. @throws Error for an answer a customer must never see */
  const persist = async <T>(label: string, send: (url: string) => Promise<Response>): Promise<T> => {
    for (let attempt = dice.roll(2); ; attempt++) {
      const url = urls[attempt % urls.length] ?? '';
      const answer = await send(url).then(read, () => undefined);
      if (answer?.status === 201) return answer.body as T;
      if (answer?.status === 503) {
        refusals++;
        if (!answer.retryAfter) problems.push('a 503 came without Retry-After');
      } else if (answer) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      retried.set(label, (retried.get(label) ?? 0) + 1);
      await Bun.sleep(100 + dice.roll(300)); // as somebody who tries again
    }
  };

  const submit = async () => {
    const label = scenario;
    const kinds = [covered, covered, covered, uncovered, legal];
    const email = `customer${dice.roll(CUSTOMERS)}@example.org`;
    const body = submission({ message: `${dice.pick(kinds)} (${count++})`, email });
    const isImpatient = dice.roll(10) === 0;
    const send = (url: string) => post(`${url}/support/submit`, body);
    const receipt = await persist<Receipt>(label, send);
    acknowledged.push({ submissionId: body.submissionId, reference: receipt.reference, scenario: label });
    conversations.push({ receipt, last: Promise.resolve() });
    if (!isImpatient) return;
    const again = await persist<Receipt>(label, send);
    if (again.reference !== receipt.reference)
      problems.push(`a repeated submission opened ${again.reference} beside ${receipt.reference}`);
  };

  const writeAgain = async () => {
    const conversation = dice.pick(conversations.slice(-100));
    const label = scenario;
    const submissionId = crypto.randomUUID();
    const text = `${dice.pick([covered, uncovered])} (again ${count++})`;
    const { receipt } = conversation;
    const headers = bearer(receipt.statusToken);
    const send = (url: string) =>
      post(`${ticketUrl({ url }, receipt)}/messages`, { message: text, submissionId }, headers);
    const sent = conversation.last.then(() => persist(label, send));
    conversation.last = sent;
    await sent;
    acknowledged.push({ submissionId, reference: receipt.reference, scenario: label });
  };

  const tick = setInterval(() => {
    if (running.size >= MOST_AT_ONCE) return; // a bound on what piles up while nothing answers
    const isAgain = conversations.length > 0 && dice.roll(5) === 0;
    const action = (isAgain ? writeAgain() : submit()).catch((error: unknown) => {
      problems.push(`the load failed: ${error}`);
    });
    const tracked = action.finally(() => running.delete(tracked));
    running.add(tracked);
  }, 1_000 / perSecond);

  return {
    acknowledged,
    problems,
    retries: (label) => retried.get(label) ?? 0,
    refusals: () => refusals,
    enter: (label) => {
      scenario = label;
    },
    async stop(patienceMs) {
      if (isOver) return;
      isOver = true;
      clearInterval(tick);
      const late = Bun.sleep(patienceMs).then(() => 'late'); // a bound, and no wait
      if ((await Promise.race([Promise.all(running), late])) === 'late')
        throw new Error(`${running.size} messages were not taken within ${patienceMs} ms`);
    },
  };
}

/** Customers do not wait for ever. */
function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}

async function read(response: Response) {
  const text = await response.text();
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
}
