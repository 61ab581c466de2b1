// A model server on loopback that speaks the OpenAI protocol: it takes sensible steps, quickly, slowly or not at all.
import { calls, failure, type RequestBody } from '../../src/adapters/openai/sandbox/answers.ts';
import { openAiSandbox } from '../../src/adapters/openai/sandbox/sandbox.ts';

export interface ModelServer extends AsyncDisposable {
  readonly baseURL: string;
  /** ms before each answer; 'down' answers 503. */
  behave(as: number | 'down'): void;
  requests(): number;
}

export function modelServer(): ModelServer {
  let behaviour: number | 'down' = 0;
  const server = openAiSandbox({
    otherwise: {
      answer: async (body) => {
        if (behaviour === 'down') return failure(503, 'overloaded', { type: 'server_error' });
        await Bun.sleep(behaviour); // how long the model thinks
        return nextStep(body);
      },
    },
  });
  return {
    baseURL: server.baseURL,
    behave: (as) => {
      behaviour = as;
    },
    requests: () => server.requests.length,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Opens, reads the history, searches for what the customer asks, and sends the best passage; what is refused goes to a human. */
function nextStep({ messages }: RequestBody) {
  const done = messages.flatMap((message) => message.tool_calls?.map((call) => call.function.name) ?? []);
  const last = messages.at(-1)?.content ?? '';
  if (!done.includes('create_ticket')) return calls({ name: 'create_ticket', args: {} });
  if (!done.includes('get_customer_history')) return calls({ name: 'get_customer_history', args: {} });
  if (!done.includes('search_knowledge_base')) {
    const isCovered = messages.some(({ role, content }) => role === 'user' && content?.includes('password'));
    const query = isCovered ? 'reset a forgotten password' : 'fish in an aquarium';
    return calls({ name: 'search_knowledge_base', args: { query } });
  }
  const passage = done.includes('send_response') ? undefined : bestPassage(last);
  if (passage) return calls({ name: 'send_response', args: passage });
  const args = { reason: 'low-confidence', summary: 'The passages do not answer this.' };
  return calls({ name: 'escalate_to_human', args });
}

function bestPassage(found: string): { readonly text: string; readonly citations: string[] } | undefined {
  const whole = /"sufficient":true/.test(found);
  const id = /"id":"([^"]+)"/.exec(found)?.[1];
  const text = /"text":("(?:[^"\\]|\\.)*")/.exec(found)?.[1];
  if (!whole || id === undefined || text === undefined) return undefined;
  return { text: String(JSON.parse(text)).slice(0, 900), citations: [id] };
}
