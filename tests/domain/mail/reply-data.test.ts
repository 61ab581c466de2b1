// Reply extraction on mails as they were received, judged against what people said the reply is.
import { expect, test } from 'bun:test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extractReply } from '../../../src/domain/mail/reply-text.ts';

const folder = '../shared/data/mail/replies';
const isThere = existsSync(folder);
if (!isThere) console.log(`Reply extraction is not measured: ${folder} is not here.`);

test.skipIf(!isThere)('is exact on nearly all mails, and never shorter than the reply on any', () => {
  const names = readdirSync(folder).flatMap((name) => /^(.*)\.in\.txt$/.exec(name)?.[1] ?? []);
  const read = (name: string) => readFileSync(`${folder}/${name}`, 'utf8').replace(/\r\n?/g, '\n').trim();
  const judged = names.map((name) => ({
    name,
    reply: extractReply(readFileSync(`${folder}/${name}.in.txt`, 'utf8')),
    expected: read(`${name}.out.txt`),
  }));
  const wrong = judged.filter(({ reply, expected }) => reply !== expected);
  console.log(`reply extraction: ${judged.length - wrong.length} of ${judged.length} exact`);
  for (const { name, reply } of wrong)
    console.log(`  not exact: ${name}: ${JSON.stringify(reply.slice(0, 300))}`);
  expect(judged.length).toBe(32);
  expect(wrong.length).toBeLessThanOrEqual(2);
  for (const { reply, expected } of wrong) expect(reply.length).toBeGreaterThanOrEqual(expected.length);
});
