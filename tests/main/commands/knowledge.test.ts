// ledgerdesk knowledge: an import that does only what is needed, and a search that says what it is worth.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { begin, temporaryFolder } from '../../e2e/desk.ts';
import { ledgerdesk } from './in-this-process.ts';

setDefaultTimeout(120_000);
const temporary = temporaryFolder();
afterAll(() => temporary[Symbol.dispose]());
const folder = temporary.sub('data');
const articles = temporary.sub('articles');
const demo = new URL('../../../demo/knowledge', import.meta.url).pathname;
const run = (...args: string[]) => ledgerdesk(args, { folder });

async function imported(...options: string[]) {
  const { code, stdout } = await run('knowledge', 'import', articles, '--json', ...options);
  const { embedded, ...result } = JSON.parse(stdout);
  return { code, embedded, result };
}
const nothing = { published: 0, revised: 0, unchanged: 0, withdrawn: 0, problems: [] };

beforeAll(async () => {
  await begin(folder, 'empty');
  mkdirSync(articles);
  for (const name of ['reset-password.md', 'cancel-an-order.md', 'error-codes.html'])
    cpSync(join(demo, name), join(articles, name));
});

// One import builds on the one before, so this is one story.
test('an import publishes what is new, revises what changed, and leaves the rest alone', async () => {
  const first = await imported();
  expect(first).toMatchObject({ code: 0, result: { ...nothing, published: 3 } });
  expect(first.embedded).toBeGreaterThan(3);

  expect(await imported()).toEqual({ code: 0, embedded: 0, result: { ...nothing, unchanged: 3 } });

  const changed = join(articles, 'reset-password.md');
  writeFileSync(
    changed,
    `${readFileSync(changed, 'utf8')}\n\n## Ask the owls\n\nOwls also know how to reset it.\n`,
  );
  const second = await imported();
  expect(second).toMatchObject({ code: 0, result: { ...nothing, revised: 1, unchanged: 2 } });
  expect(second.embedded).toBe(1); // only the passage that is new

  const found = await run('knowledge', 'search', 'Do owls know how to reset it?', '--json');
  expect(JSON.parse(found.stdout).passages[0].text).toContain('Owls also know how to reset it.');
});

test('a removed article stays until an import is asked to prune', async () => {
  rmSync(join(articles, 'cancel-an-order.md'));
  expect(await imported()).toMatchObject({ code: 0, result: { ...nothing, unchanged: 2 } });
  const slugs = async () => {
    const { stdout } = await run('knowledge', 'search', 'cancel an order', '--json', '--limit', '20');
    return JSON.parse(stdout).passages.map((p: { slug: string }) => p.slug);
  };
  expect(await slugs()).toContain('cancel-an-order');
  expect(await imported('--prune')).toMatchObject({
    code: 0,
    result: { ...nothing, unchanged: 2, withdrawn: 1 },
  });
  expect(await slugs()).not.toContain('cancel-an-order');
});

test('a broken article is named with what is wrong, the others are imported, and the exit code tells', async () => {
  writeFileSync(join(articles, 'broken.md'), '---\ntitle: [unclosed\n---\nText.\n');
  writeFileSync(
    join(articles, 'new.md'),
    '---\ntitle: News of owls\ncategory: general\n---\nOwls have news.\n',
  );
  const { code, result } = await imported();
  expect(code).toBe(1);
  expect(result).toMatchObject({ published: 1, unchanged: 2, problems: [{ file: 'broken.md' }] });
  const spoken = await run('knowledge', 'import', articles);
  expect(spoken.stdout).toMatch(
    /^articles: 0 published, 0 revised, 3 unchanged, 1 with problems\nbroken\.md: \S/,
  );
  expect(spoken.code).toBe(1);
});

test('a broken article is not pruned for being broken', async () => {
  const path = join(articles, 'new.md');
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, '---\ntitle: [unclosed\n---\n');
  expect((await imported('--prune')).result).toMatchObject({ withdrawn: 0 });
  writeFileSync(path, whole);
  expect((await imported()).result).toMatchObject({ unchanged: 3 });
});

test('a folder that is not there is refused in one line', async () => {
  const { code, stderr } = await run('knowledge', 'import', temporary.sub('nowhere'));
  expect(code).toBe(1);
  expect(stderr).toBe(`ledgerdesk: the folder ${temporary.sub('nowhere')} cannot be read\n`);
});

test('a search says whether it would be enough, for people and for machines', async () => {
  const question = 'I forgot my password. How can I set a new one?';
  const good = await run('knowledge', 'search', question);
  expect(good).toMatchObject({ code: 0, stderr: '' });
  const [verdict, head, ...rows] = good.stdout.trim().split('\n');
  expect(verdict).toMatch(/^confidence [01]\.\d\d: enough to answer from$/);
  expect(head).toMatch(/^article +heading +coverage +similarity$/);
  expect(rows[0]).toStartWith('reset-password');
  const poor = await run('knowledge', 'search', 'Which fish get along with axolotls?', '--json');
  expect(JSON.parse(poor.stdout)).toMatchObject({ sufficient: false });
  const { passages } = JSON.parse(
    (await run('knowledge', 'search', question, '--json', '--limit', '2')).stdout,
  );
  expect(passages).toHaveLength(2);
  const other = await run('knowledge', 'search', question, '--json', '--category', 'technical');
  const categories = JSON.parse(other.stdout).passages.map((p: { category: string }) => p.category);
  expect(categories.filter((c: string) => c !== 'technical')).toEqual([]);
});
