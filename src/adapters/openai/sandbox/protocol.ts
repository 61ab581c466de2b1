// What the stand-in takes: requests of the protocol, checked as strictly as the real server checks them.
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

const FunctionName = Type.String({ pattern: '^[a-zA-Z0-9_-]{1,64}$' });
const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const ToolCall = Type.Object({
  id: Type.String({ minLength: 1 }),
  type: Type.Literal('function'),
  function: Type.Object({ name: FunctionName, arguments: Type.String() }),
});

const Message = Type.Object({
  role: Type.Union([
    Type.Literal('system'),
    Type.Literal('user'),
    Type.Literal('assistant'),
    Type.Literal('tool'),
  ]),
  content: Type.Optional(Nullable(Type.String())),
  tool_calls: Type.Optional(Type.Array(ToolCall, { minItems: 1, maxItems: 128 })),
  tool_call_id: Type.Optional(Type.String()),
});

const Tool = Type.Object({
  type: Type.Literal('function'),
  function: Type.Object({
    name: FunctionName,
    description: Type.Optional(Type.String({ maxLength: 1024 })),
    parameters: Type.Record(Type.String(), Type.Unknown()),
  }),
});

export const ChatRequest = Type.Object(
  {
    model: Type.String({ minLength: 1 }),
    messages: Type.Array(Message, { minItems: 1 }),
    tools: Type.Array(Tool, { minItems: 1, maxItems: 128 }),
    temperature: Type.Optional(Type.Number({ minimum: 0, maximum: 2 })),
    max_completion_tokens: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
export type ChatRequest = Static<typeof ChatRequest>;

export const EmbeddingRequest = Type.Object(
  {
    model: Type.String({ minLength: 1 }),
    input: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 2048 }),
    encoding_format: Type.Optional(Type.Union([Type.Literal('float'), Type.Literal('base64')])),
    dimensions: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
export type EmbeddingRequest = Static<typeof EmbeddingRequest>;

/** @returns what the real server would refuse the request for; undefined when it is in order */
export function problemIn(schema: TSchema, body: unknown): string | undefined {
  const problem = Value.Errors(schema, body).First();
  if (problem) return `${problem.path}: ${problem.message}`;
  return Value.Check(ChatRequest, body) ? problemInTurns(body.messages) : undefined;
}

/** Every call of a tool is answered before anything else is said, and nothing answers a call that was not made. */
function problemInTurns(messages: ChatRequest['messages']): string | undefined {
  const open = new Set<string>();
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id ?? '')) return `messages[${index}]: answers no tool call`;
      continue;
    }
    if (open.size > 0) return `messages[${index}]: these tool calls have no answer: ${[...open].join(', ')}`;
    for (const { id } of message.tool_calls ?? []) {
      if (open.has(id)) return `messages[${index}]: the id ${id} is there twice`;
      open.add(id);
    }
  }
  return open.size > 0 ? 'tool calls without an answer at the end' : undefined;
}
