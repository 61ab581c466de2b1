// The pure parts of the knowledge desk: drafts, what is sent, and files in portions.
import { describe, expect, test } from 'bun:test';
import { added, nothing, portionsOf, readFiles, stepsOf } from '../../web-form/knowledge/bring-in.ts';
import { bodyOf, draftFrom, keywordsAbout, missingIn } from '../../web-form/knowledge/written.ts';

const fields = {
  title: ' Blank labels ',
  category: 'technical',
  language: 'en',
  keywords: 'label, , roll ',
  text: 'Turn it.',
};

describe('an article that is being written', () => {
  test('is sent without what is only white space', () => {
    expect(bodyOf(fields)).toEqual({ ...fields, title: 'Blank labels', keywords: ['label', 'roll'] });
  });

  test('comes back from the tab, and what is no draft is none', () => {
    expect(draftFrom(JSON.stringify({ ...fields, base: 3 }))).toEqual({ ...fields, base: 3 });
    for (const text of ['', 'null', '{"title":1}', JSON.stringify(fields)])
      expect(draftFrom(text)).toBeUndefined();
  });
});

describe('files', () => {
  test('are read as UTF-8, and what is too large or no text is named', async () => {
    const words = { tooLarge: 'too large', notText: 'no text' };
    const files = [
      new File(['ä'], 'a.md'),
      new File(['x'.repeat(1_000_001)], 'b.md'),
      new File([new Uint8Array([255])], 'c.md'),
    ];
    expect(await readFiles(files, words)).toEqual({
      sources: [{ name: 'a.md', text: 'ä' }],
      problems: [
        { file: 'b.md', problem: 'too large' },
        { file: 'c.md', problem: 'no text' },
      ],
    });
  });

  test('go in portions, in order, none too large', () => {
    const sources = [900_000, 900_000, 900_000, 10].map((size, n) => ({
      name: `${n}`,
      text: 'x'.repeat(size),
    }));
    expect(portionsOf(sources).map((some) => some.map(({ name }) => name))).toEqual([
      ['0', '1'],
      ['2', '3'],
    ]);
    expect(portionsOf([])).toEqual([]);
  });

  test('are told of line by line, however the lines are cut; without a last line it broke off', async () => {
    const result = { ...nothing, published: 2 };
    const lines = `{"stage":"store","done":1,"of":2}\n${JSON.stringify({ stage: 'done', result })}\n`;
    const told = async (text: string) => {
      const steps: unknown[] = [];
      for await (const step of stepsOf(new Blob([text.slice(0, 9), text.slice(9)]).stream()))
        steps.push(step);
      return steps;
    };
    expect(await told(lines)).toEqual([
      { stage: 'store', done: 1, of: 2 },
      { stage: 'done', result },
    ]);
    expect(await told(lines.slice(0, 40)).catch((error: Error) => error.message)).toBe(
      'the import broke off',
    );
    expect(
      added(result, { ...nothing, published: 1, problems: [{ file: 'a', problem: 'b' }] }),
    ).toMatchObject({
      published: 3,
      problems: [{ file: 'a' }],
    });
  });
});

describe('an article about a gap', () => {
  test('begins with words as the customer said them, not with the stems that the search knows', () => {
    const example = 'Which planets have rings, and since when?';
    expect(keywordsAbout({ example, words: ['planet', 'ring', 'sinc', 'moon'] })).toEqual([
      'planets',
      'rings',
      'since',
      'moon',
    ]);
  });

  test('is not sent without a title and a text', () => {
    const fields = { title: ' ', category: 'general', language: 'en', keywords: '', text: '' };
    const missing = { title: 'A title, please.', text: 'A text, please.' };
    expect(missingIn(fields, missing)).toEqual([
      { field: 'title', message: 'A title, please.' },
      { field: 'text', message: 'A text, please.' },
    ]);
    expect(missingIn({ ...fields, title: 'Rings', text: 'Saturn has rings.' }, missing)).toEqual([]);
  });
});
