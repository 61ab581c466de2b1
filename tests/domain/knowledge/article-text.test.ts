// An article as one text, and back.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { articleText, sectionsOf } from '../../../src/domain/knowledge/article-text.ts';
import { slugFrom } from '../../../src/domain/knowledge/slug.ts';

describe('the text of an article', () => {
  test('has a heading on a line of its own, and everything else as it stands', () => {
    const text = 'Before you begin.\n\n## Blank pages\n\n1. Open it.\n2. Turn the roll.\n\n### not a heading';
    expect(sectionsOf(text)).toEqual([
      { heading: '', text: 'Before you begin.' },
      { heading: 'Blank pages', text: '1. Open it.\n2. Turn the roll.\n\n### not a heading' },
    ]);
    expect(articleText(sectionsOf(text))).toBe(text);
    expect(sectionsOf('\r\n\r\n')).toEqual([]);
  });

  test('keeps a line that only looks like a heading', () => {
    const sections = [{ heading: 'Code', text: '## a comment\n\\## another\n##none' }];
    expect(articleText(sections)).toBe('## Code\n\n\\## a comment\n\\\\## another\n##none');
    expect(sectionsOf(articleText(sections))).toEqual(sections);
  });

  test('takes a line of nothing but blanks for none, however long it is', () => {
    const blank = `##${' '.repeat(150_000)}`;
    expect(sectionsOf(`${blank}\n##\t x \n${blank}\nText.`)).toEqual([
      { heading: '', text: '##' },
      { heading: 'x', text: `${blank}\nText.` },
    ]);
  });

  test('comes back as it was, whatever stands in it', () => {
    const word = fc.stringMatching(/^[a-z#\\ \t]{1,12}$/).filter((part) => part.trim() !== '');
    const heading = word.map((part) => part.replace(/\s+/g, ' ').trim());
    const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n').trim());
    const section = fc.record({ heading, text });
    fc.assert(
      fc.property(fc.array(section, { minLength: 1, maxLength: 4 }), (sections) => {
        expect(sectionsOf(articleText(sections))).toEqual(sections);
      }),
    );
  });
});

test('a slug has the words of the title, or what is given where there are none', () => {
  expect(slugFrom('Wie ändere ich meine Adresse?', 'x')).toBe('wie-andere-ich-meine-adresse');
  expect(slugFrom('どうやって', 'article-1')).toBe('article-1');
  expect(slugFrom('a '.repeat(80), 'x').length).toBeLessThanOrEqual(60);
});
