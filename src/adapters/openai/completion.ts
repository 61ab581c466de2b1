// What a server answered, read defensively: compatible servers differ in what they leave out.
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { TokenCount } from '../../application/agent/prices.ts';

const Nullable = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

const ToolCall = Type.Object({
  id: Nullable(Type.String()),
  function: Type.Optional(Type.Object({ name: Type.String(), arguments: Type.Unknown() })),
});

const Completion = Type.Object({
  choices: Type.Array(
    Type.Object({
      finish_reason: Nullable(Type.String()),
      message: Type.Object({
        content: Nullable(Type.String()),
        refusal: Nullable(Type.String()),
        tool_calls: Nullable(Type.Array(ToolCall)),
      }),
    }),
    { minItems: 1 },
  ),
  usage: Nullable(
    Type.Object({
      prompt_tokens: Type.Number(),
      completion_tokens: Type.Number(),
      prompt_tokens_details: Nullable(Type.Object({ cached_tokens: Nullable(Type.Number()) })),
    }),
  ),
});

/** Calls of one answer that are served. A model that asks for more at once is not working on a question. */
const mostCallsAtOnce = 16;
/** A text beyond any channel's limit is cut before anything reads it. */
const longestText = 20_000;

export interface RequestedCall {
  readonly id: string;
  readonly name: string;
  /** As the model wrote it: JSON, if it is well formed. */
  readonly json: string;
}

export interface Answer {
  readonly text: string;
  readonly calls: readonly RequestedCall[];
  /** Cut off by the token limit. */
  readonly truncated: boolean;
  /** The model or its filter declined. */
  readonly declined: boolean;
  /** Absent when the server does not say. */
  readonly tokens?: TokenCount;
}

/** @returns undefined when it is no completion at all, as when a proxy answers with a page. */
export function readCompletion(body: unknown): Answer | undefined {
  if (!Value.Check(Completion, body)) return undefined;
  const [choice] = body.choices;
  if (!choice) return undefined;
  const { content, refusal, tool_calls } = choice.message;
  return {
    text: content?.trim().slice(0, longestText) ?? '',
    calls: (tool_calls ?? []).slice(0, mostCallsAtOnce).map(readCall),
    truncated: choice.finish_reason === 'length',
    declined: Boolean(refusal) || choice.finish_reason === 'content_filter',
    ...(body.usage ? { tokens: counted(body.usage) } : {}),
  };
}

function readCall(call: Static<typeof ToolCall>, index: number): RequestedCall {
  const json = call.function?.arguments;
  return {
    id: call.id || `call_${index}`,
    name: call.function?.name ?? '',
    json: typeof json === 'string' ? json : (JSON.stringify(json) ?? ''),
  };
}

function counted(usage: NonNullable<Static<typeof Completion>['usage']>): TokenCount {
  return {
    inputTokens: whole(usage.prompt_tokens),
    cachedTokens: whole(usage.prompt_tokens_details?.cached_tokens ?? 0),
    outputTokens: whole(usage.completion_tokens),
  };
}

const whole = (count: number): number => (count > 0 ? Math.round(count) : 0);

/** Arguments as a value; what is not JSON stays text, which no tool's schema accepts. */
export function argumentsOf(call: RequestedCall): unknown {
  try {
    return call.json.trim() === '' ? {} : JSON.parse(call.json);
  } catch {
    return call.json;
  }
}
