// Folders and files of articles: what is read, and what an author is told about the rest.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largestFile, parseArticle, readArticles } from '../../../src/adapters/articles/read-articles.ts';
import { sha256Hex } from '../../../src/adapters/node-crypto/hashes.ts';

const parse = (file: string, source: string) =>
  parseArticle(file, new TextEncoder().encode(source), sha256Hex);
const markdown = (fields: string, body = 'Press **Buy**.') => `---\n${fields}\n---\n${body}\n`;
const good = 'title: Buy labels\ncategory: shipping';

describe('an article in Markdown', () => {
  test('has the fields of its front matter and a slug from its file name', () => {
    const source = markdown(
      'title: Buy labels\ncategory: shipping\nlanguage: en-GB\nkeywords: [postage, 429]',
    );
    const { contentDigest, ...article } = parse('guides/Buy Labels.md', source);
    expect(article).toEqual({
      slug: 'buy-labels',
      title: 'Buy labels',
      category: 'shipping',
      language: 'en-GB',
      keywords: ['postage', '429'],
      sections: [{ heading: '', text: 'Press Buy.' }],
    });
    expect(contentDigest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('may leave out language and keywords, and name its slug', () => {
    expect(parse('x.md', markdown(`${good}\nslug: labels-2`))).toMatchObject({
      slug: 'labels-2',
      language: 'en',
      keywords: [],
    });
  });

  test('has the same digest however its source is laid out, and another one when a word changes', () => {
    const digest = (source: string) => parse('x.md', source).contentDigest;
    const base = digest(markdown(good));
    expect(
      digest(markdown('category:   shipping\ntitle: "Buy labels"', '\n<!-- note -->\nPress **Buy**.')),
    ).toBe(base);
    expect(digest(markdown(good).replaceAll('\n', '\r\n'))).toBe(base);
    expect(digest(`\uFEFF${markdown(good)}`)).toBe(base);
    expect(digest(markdown(good, 'Press **Sell**.'))).not.toBe(base);
  });

  test('is cut at its headings, with the parents named on lower ones', () => {
    const body = '# Buy labels\nIntro.\n## Printers\nAny.\n### Thermal\nA6.\n## Paper\nPlain.';
    expect(parse('x.md', markdown(good, body)).sections).toEqual([
      { heading: '', text: 'Intro.' },
      { heading: 'Printers', text: 'Any.' },
      { heading: 'Printers: Thermal', text: 'A6.' },
      { heading: 'Paper', text: 'Plain.' },
    ]);
  });

  test('reads well as plain text', () => {
    const body = [
      'See [prices](https://example.com/prices), [below](#x) and ![a label](a.png).  ',
      'Second line & `code`.',
      '',
      '1. First',
      '2. Second',
      '   - inner *one*',
      '   - inner two',
      '',
      '| Plan | Price | Users |',
      '|---|---|---|',
      '| Starter | £12 | 2 |',
      '',
      '| Code | Meaning |',
      '|---|---|',
      '| 429 | Too many |',
      '',
      '```',
      'a = 1',
      '  b = 2',
      '```',
      '',
      '> Quoted',
    ].join('\n');
    expect(parse('x.md', markdown(good, body)).sections[0]?.text).toBe(
      [
        'See prices (https://example.com/prices), below and a label.',
        'Second line & code.',
        '',
        '1. First',
        '2. Second',
        '  - inner one',
        '  - inner two',
        '',
        'Starter – Price: £12; Users: 2',
        '',
        '429: Too many',
        '',
        'a = 1',
        '  b = 2',
        '',
        'Quoted',
      ].join('\n'),
    );
  });

  test('loses scripts, styles, comments and control characters', () => {
    const body =
      'A\u0000B\u0007 <!-- hidden --> <script>alert(1)</script><style>p {}</style> C <b onclick="x">D</b>';
    expect(parse('x.md', markdown(good, body)).sections).toEqual([{ heading: '', text: 'AB C D' }]);
  });
});

describe('an article in HTML', () => {
  const html = (head: string, body: string) =>
    `<!doctype html><html lang="de"><head>${head}</head><body>${body}</body></html>`;
  const head = '<title>Buy &amp; print</title><meta name="category" content="shipping">';

  test('has its fields in title, meta and lang', () => {
    const source = html(`${head}<meta name="Keywords" content="postage, stamp,">`, '<p>Press Buy.</p>');
    expect(parse('buy.html', source)).toMatchObject({
      slug: 'buy',
      title: 'Buy & print',
      category: 'shipping',
      language: 'de',
      keywords: ['postage', 'stamp'],
      sections: [{ heading: '', text: 'Press Buy.' }],
    });
  });

  test('is what main holds, without navigation, scripts, styles and comments', () => {
    const body =
      '<nav>Home</nav><main><h1>Buy & print</h1><p>One<br>two</p><!-- no --><script>x()</script><style>p{}</style>' +
      '<h2>More</h2><ul><li><p>a</p></li><li>b</li></ul><dl><dt>Term</dt><dd>Meaning</dd></dl></main><footer>Imprint</footer>';
    expect(parse('buy.htm', html(head, body)).sections).toEqual([
      { heading: '', text: 'One\ntwo' },
      { heading: 'More', text: '- a\n- b\n\nTerm\n\nMeaning' },
    ]);
  });

  test('may come as a fragment', () => {
    const source = '<h1>Buy</h1><meta name="category" content="shipping"><p>Press Buy.';
    expect(parse('buy.html', source)).toMatchObject({
      title: 'Buy',
      sections: [{ heading: '', text: 'Press Buy.' }],
    });
  });
});

describe('an author is told', () => {
  const cases: readonly (readonly [what: string, file: string, source: string, message: string])[] = [
    ['that the front matter is missing', 'x.md', 'Just text', 'line 1: the front matter is missing'],
    ['that the front matter never ends', 'x.md', '---\ntitle: A\n', 'line 1: the front matter is missing'],
    [
      'where the YAML is wrong',
      'x.md',
      markdown('title: A\ncategory: [x'),
      'line 4: the front matter is not valid YAML',
    ],
    [
      'where a field is doubled',
      'x.md',
      markdown('title: A\ntitle: B'),
      'line 3: the front matter is not valid YAML',
    ],
    [
      'that fields are expected',
      'x.md',
      markdown('- a'),
      'line 2: the front matter must be a list of "field: value" lines',
    ],
    ['that the title is missing', 'x.md', markdown('category: shipping'), 'title is missing'],
    [
      'that the title is empty',
      'x.md',
      markdown('category: shipping\ntitle: ""'),
      'line 3: title is missing',
    ],
    [
      'that the title is no text',
      'x.md',
      markdown('title: [a]\ncategory: shipping'),
      'line 2: title must be a text',
    ],
    [
      'that the title is endless',
      'x.md',
      markdown(`title: ${'a'.repeat(201)}`),
      'line 2: title is longer than 200 characters',
    ],
    [
      'that the category is missing',
      'x.md',
      markdown('title: A'),
      'category is missing; it is one of account, billing',
    ],
    [
      'which category is unknown',
      'x.md',
      markdown('title: A\ncategory: shiping'),
      'line 3: category "shiping" is not one of account',
    ],
    [
      'which language is none',
      'x.md',
      markdown(`${good}\nlanguage: English!`),
      'line 4: language "English!"',
    ],
    ['which slug is none', 'x.md', markdown(`${good}\nslug: A b`), 'line 4: slug "A b"'],
    ['that a name makes no slug', '料金.md', markdown(good), 'slug ""'],
    [
      'that keywords are no list',
      'x.md',
      markdown(`${good}\nkeywords: {a: 1}`),
      'line 4: keywords must be a list of texts',
    ],
    [
      'that the body is empty',
      'x.md',
      markdown(good, '\n<!-- nothing -->\n# Heading only\n'),
      'the body has no text',
    ],
    [
      'that an alias bomb is none',
      'x.md',
      markdown(`a: &a [x]\n${good}\nkeywords: [${'*a, '.repeat(40)}]`),
      'the front matter',
    ],
    [
      'which alias is unknown',
      'x.md',
      markdown('title: *nobody\ncategory: billing'),
      'the front matter is not valid YAML',
    ],
    ['that HTML lacks a category', 'x.html', '<title>A</title><p>x</p>', 'category is missing'],
    [
      'that HTML is nested absurdly',
      'x.html',
      `<title>A</title><meta name=category content=billing>${'<b>'.repeat(9_000)}x`,
      'elements are nested',
    ],
    [
      'that Markdown is nested absurdly',
      'x.md',
      markdown(good, `${'> '.repeat(9_000)}x`),
      'elements are nested',
    ],
  ];
  for (const [what, file, source, message] of cases) {
    test(what, () => {
      expect(() => parse(file, source)).toThrow(message);
    });
  }

  test('on which line a file is not UTF-8', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode(markdown(good)), 0x41, 0xff, 0x0a]);
    expect(() => parseArticle('x.md', bytes, sha256Hex)).toThrow('the file is not valid UTF-8: see line 6');
  });

  test('that a file is too large', () => {
    expect(() => parseArticle('x.md', new Uint8Array(largestFile + 1), sha256Hex)).toThrow(
      'larger than 1 MB',
    );
  });
});

describe('a folder', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'articles-'));
    await mkdir(join(folder, 'deep', '.git'), { recursive: true });
    await writeFile(join(folder, 'b.md'), markdown(good));
    await writeFile(
      join(folder, 'a.html'),
      '<title>A</title><meta name="category" content="billing"><p>x</p>',
    );
    await writeFile(join(folder, 'deep', 'c.markdown'), markdown('title: C\ncategory: nowhere'));
    await writeFile(join(folder, 'deep', '.git', 'x.md'), markdown(good));
    await writeFile(join(folder, 'README.md'), 'About this folder');
    await writeFile(join(folder, 'picture.png'), 'x');
    await writeFile(join(folder, 'large.md'), new Uint8Array(largestFile + 1));
    await symlink(join(folder, 'nowhere'), join(folder, 'broken.md'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('is read whole, in order; what is no article is reported beside the rest', async () => {
    const sources = await readArticles(folder, sha256Hex);
    expect(
      sources.map((s) => [s.file, 'article' in s ? s.article.title : s.problem.replace(/:.*/, '')]),
    ).toEqual([
      ['a.html', 'A'],
      ['b.md', 'Buy labels'],
      ['broken.md', 'cannot be read'],
      ['deep/c.markdown', 'line 3'],
      ['large.md', 'the file is larger than 1 MB'],
    ]);
  });

  test('that is not there is an error', async () => {
    const failure = await readArticles(join(folder, 'nowhere'), sha256Hex).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'ENOENT' });
  });
});
