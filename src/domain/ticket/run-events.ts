// What the agent does in one run: what it looked up, and which models and tools it called.
import { Type } from '@sinclair/typebox';
import { Count, defineEvent, Id, personal } from '../event/define.ts';
import { Category } from './classification.ts';
import { Usage } from './usage.ts';

export const runEvents = [
  defineEvent('CustomerHistoryConsulted', 1, {
    runId: Id,
    tickets: Count,
    /** True when the identity is only claimed, so that nothing was shown, not even that there is nothing. */
    withheld: Type.Boolean(),
  }),
  defineEvent('KnowledgeSearched', 1, {
    runId: Id,
    query: personal(Type.String(), '[erased]'),
    category: Type.Optional(Category),
    results: Type.Array(
      Type.Object(
        { chunkId: Type.String(), articleId: Type.String(), score: Type.Number() },
        { additionalProperties: false },
      ),
    ),
    /** 0 … 1: how sure the search is that the best passage answers the query. */
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
    sufficient: Type.Boolean(),
  }),
  defineEvent('ToolCalled', 1, {
    runId: Id,
    tool: Type.String(),
    // Sealed: a digest of a short question can be guessed, and must not outlive the customer's erasure.
    argumentsDigest: personal(Type.String(), '[erased]'),
    resultDigest: personal(Type.String(), '[erased]'),
    outcome: Type.Union([Type.Literal('ok'), Type.Literal('refused'), Type.Literal('failed')]),
    durationMs: Type.Number({ minimum: 0 }),
  }),
  /** One request to a model, whatever came of it: a request that is tried again is there once for each attempt. */
  defineEvent('ModelCalled', 1, {
    runId: Id,
    model: Type.String(),
    /** Name and SHA-256 of the prompt file. */
    promptVersion: Type.Optional(Type.String()),
    promptDigest: Type.Optional(Type.String()),
    outcome: Type.Union([Type.Literal('ok'), Type.Literal('failed')]),
    /** Status and code, or the kind of failure. */
    fault: Type.Optional(Type.String()),
    usage: Usage,
    /** Nobody said what it used: the usage is the most it can have been. */
    estimated: Type.Optional(Type.Literal(true)),
    durationMs: Type.Number({ minimum: 0 }),
  }),
  /** An agent could not work, and neither a reply nor a hand-over came of its run; another one runs, or people take over. */
  defineEvent('AgentFailed', 1, {
    runId: Id,
    agent: Type.String(),
    /** Status and code, or the kind of failure, in our own words: nothing that the customer wrote. */
    because: Type.String(),
    /** Asking it again makes no sense as things are. */
    permanent: Type.Boolean(),
  }),
] as const;
