// What `audit show` has of an event on one line.
import { expect, test } from 'bun:test';
import { eventLine } from '../../../src/main/commands/event-line.ts';

const id = '01a1ff4c-60fa-720e-b551-4d4c611785c9';
const digest = '1c2367e77636a5dbb16e6df6dbfe14c0e48b5a10724574e937a0480626dc4b06';

test('the line of a tool names the tool, that of a failed request its fault, that of a search how sure it was', () => {
  const called = { argumentsDigest: digest, resultDigest: digest, tool: 'search_knowledge_base', runId: id };
  expect(eventLine('ToolCalled', { ...called, outcome: 'ok', durationMs: 147 })).toStartWith(
    'ToolCalled {"durationMs":147,"outcome":"ok","tool":"search_knowledge_base",',
  );
  const usage = { costMicros: 0, inputTokens: 0, outputTokens: 0 };
  const asked = { model: 'gpt-4.1-mini', runId: id, usage, promptDigest: digest, promptVersion: 'v2' };
  const fault = 'status 429 (rate_limit_exceeded)';
  expect(eventLine('ModelCalled', { ...asked, outcome: 'failed', fault, durationMs: 12 })).toStartWith(
    `ModelCalled {"durationMs":12,"promptVersion":"v2","outcome":"failed","model":"gpt-4.1-mini","fault":"${fault}",`,
  );
  const results = [{ score: 0.97, chunkId: `${id}:1:0`, articleId: id }];
  const found = { query: 'How do I print a label?', runId: id, results, confidence: 0.87, sufficient: true };
  expect(eventLine('KnowledgeSearched', found)).toStartWith(
    'KnowledgeSearched {"confidence":0.87,"sufficient":true,"query":"How do I print a label?",',
  );
});

test('a short line is whole, and a long one ends with an ellipsis', () => {
  expect(eventLine('SentimentAssessed', { messageId: id, score: 0 })).toBe(
    `SentimentAssessed {"score":0,"messageId":"${id}"}`,
  );
  const cut = eventLine('NoteAdded', { text: 'word '.repeat(100) });
  expect(cut).toHaveLength('NoteAdded '.length + 160);
  expect(cut).toEndWith('…');
});

test('fields that are not there are left out', () => {
  expect(eventLine('ReplySent', { channel: 'email', messageId: undefined })).toBe(
    'ReplySent {"channel":"email"}',
  );
});
