import { expect, test } from 'bun:test';
import { consult } from '../../../src/application/knowledge/consult.ts';
import type { Passage } from '../../../src/application/knowledge/knowledge-base.ts';
import { inOwnWords } from '../../../src/application/knowledge/own-words.ts';
import { rewordingFrom } from '../../../src/domain/knowledge/rewording.ts';
import { vocabularyOf } from '../../../src/domain/knowledge/vocabulary.ts';

const passage = (fields: Partial<Passage>): Passage => ({
  chunkId: 'reset#1',
  articleId: 'a1',
  slug: 'reset-password',
  title: 'Reset your password',
  heading: '',
  keywords: '',
  category: 'account',
  text: 'Press Forgotten password.',
  score: 1,
  coverage: 1,
  similarity: 0.5,
  ...fields,
});
const reset = passage({});
const limits = passage({ chunkId: 'limits#1', title: 'Limits', text: 'You receive 429. An error code.' });

/** Finds what was told for a text, and remembers the texts. */
function base(found: Readonly<Record<string, readonly Passage[]>>) {
  const asked: string[] = [];
  const words = vocabularyOf([reset, limits].map(({ title, text }) => `${title} ${text}`));
  const search = async ({ text }: { readonly text: string }) => {
    asked.push(text);
    return found[text] ?? [];
  };
  return { asked, knowledge: { search, vocabulary: async () => words } };
}

test('a question is searched for without its typing mistakes', async () => {
  const { asked, knowledge } = base({ 'how to reset my password': [reset] });
  const { sufficient } = await consult(knowledge, { text: 'how to resset my pasword', limit: 5 });
  expect([asked, sufficient]).toEqual([['how to reset my password'], true]);
});

test('a word that only customers use is searched for, and judged, as what the synonyms of the desk say it is', async () => {
  const { asked, knowledge } = base({ 'how to reset my password': [reset] });
  const reword = rewordingFrom('flurb, password', (word) => word);
  const { sufficient } = await consult(inOwnWords(knowledge, reword), {
    text: 'how to reset my flurb',
    limit: 5,
  });
  expect([asked, sufficient]).toEqual([['how to reset my password'], true]);
});

test('a code that is lost among other words is searched for alone', async () => {
  const { asked, knowledge } = base({ 'what is error code 429?': [reset, limits], '429': [limits] });
  const judged = await consult(knowledge, { text: 'what is error code 429?', limit: 5 });
  expect(judged).toMatchObject({
    sufficient: true,
    passages: [{ chunkId: 'limits#1' }, { chunkId: 'reset#1' }],
  });
  const none = base({ 'what is error code 430?': [reset] });
  expect((await consult(none.knowledge, { text: 'what is error code 430?', limit: 5 })).sufficient).toBe(
    false,
  );
  expect([asked, none.asked]).toEqual([['what is error code 429?'], ['what is error code 430?', '430']]);
});

test('words around the question help to find, and do not make an answer', async () => {
  const { asked, knowledge } = base({ 'How do I do that? reset password': [reset] });
  const judged = await consult(knowledge, { text: 'How do I do that?', context: 'reset password', limit: 5 });
  expect([asked, judged.passages, judged.sufficient]).toEqual([
    ['How do I do that? reset password'],
    [reset],
    false,
  ]);
});
