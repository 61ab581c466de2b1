// A model that always does the same: looks, then answers with the best passage. It takes exactly as long as it is told.

type Tool = { readonly name: string; readonly args: unknown };

interface Asked {
  readonly messages: readonly { readonly role: string; readonly content: string | null }[];
}

interface Found {
  readonly passages?: readonly { readonly id: string; readonly text: string }[];
}

export interface Model extends AsyncDisposable {
  readonly url: string;
  /** Milliseconds for one run of the agent. */
  delayMs: number;
}

/** Speaks the OpenAI protocol on loopback. */
export function startModel(): Model {
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request) => {
      const asked = (await request.json()) as Asked;
      const passage = passageIn(asked);
      if (!passage) return completion(look);
      await Bun.sleep(model.delayMs);
      const text = passage.text.slice(0, 400).replace(/[^.]*$/, '');
      return completion([{ name: 'send_response', args: { text, citations: [passage.id] } }]);
    },
  });
  const model: Model = {
    url: `http://127.0.0.1:${server.port}/v1`,
    delayMs: 0,
    [Symbol.asyncDispose]: () => server.stop(true),
  };
  return model;
}

const look: readonly Tool[] = [
  { name: 'create_ticket', args: {} },
  { name: 'get_customer_history', args: {} },
  { name: 'search_knowledge_base', args: { query: 'label printer prints blank labels' } },
];

function passageIn({ messages }: Asked): { readonly id: string; readonly text: string } | undefined {
  const results = messages.filter(({ role }) => role === 'tool').map(({ content }) => content ?? '');
  // A result stands between two lines that say it is data.
  const inside = results.flatMap((content) => /^\{.*\}$/m.exec(content)?.[0] ?? []);
  return inside.map((json): Found => JSON.parse(json)).flatMap(({ passages = [] }) => passages)[0];
}

function completion(tools: readonly Tool[]): Response {
  const calls = tools.map(({ name, args }) => ({
    id: `call_${name}`,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }));
  return Response.json({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: 'bench-1',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: null, tool_calls: calls },
        logprobs: null,
        finish_reason: 'tool_calls',
      },
    ],
    usage: { prompt_tokens: 1_000, completion_tokens: 200, total_tokens: 1_200 },
  });
}
