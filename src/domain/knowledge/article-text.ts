// An article as one text that people edit: a line that begins with ## is a heading, everything else stands as it is.
import type { Section } from './chunk.ts';

const heading = /^##[ \t]/;
/** A line of the text that would read as a heading, or as one that was kept from it. */
const escaped = /^\\*(?=##[ \t])/;

/** @returns a text that `sectionsOf` turns into the same sections again, as long as these are trimmed and not empty */
export function articleText(sections: readonly Section[]): string {
  return sections
    .map(({ heading: title, text }) => {
      const body = text.replace(/^\\*##[ \t]/gm, (start) => `\\${start}`);
      return title === '' ? body : `## ${title.replace(/\s+/g, ' ').trim()}\n\n${body}`;
    })
    .join('\n\n');
}

/** Sections without a heading and without text vanish. Line ends become those of Unix. */
export function sectionsOf(text: string): readonly Section[] {
  const sections: { heading: string; lines: string[] }[] = [{ heading: '', lines: [] }];
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const title = heading.test(line) ? line.slice(2).trim() : '';
    if (title === '') sections.at(-1)?.lines.push(line.replace(escaped, (run) => run.slice(1)));
    else sections.push({ heading: title.replace(/\s+/g, ' '), lines: [] });
  }
  return sections
    .map(({ heading: title, lines }) => ({ heading: title, text: lines.join('\n').trim() }))
    .filter((section) => section.heading !== '' || section.text !== '');
}
