// An article as it is being written: its fields, where they come from, and how they are kept in the tab.
import type { FieldProblem } from '../../src/application/ticket/submission.ts';
import type { Editable, Gap } from './contract.ts';

export interface Fields {
  readonly title: string;
  readonly category: string;
  readonly language: string;
  /** Separated by commas. */
  readonly keywords: string;
  readonly text: string;
}

export interface Draft extends Fields {
  /** The version that was there when somebody began. */
  readonly base: number;
}

/** What a draft is kept under. @param as of the article itself, or of a new one like it */
export function draftName(slug: string, as: 'itself' | 'anew' = 'itself'): string {
  return as === 'anew' ? `article:+${slug}` : `article:${slug}`;
}

export function fieldsOf(article: Editable): Fields {
  const { title, category, language, keywords, text } = article;
  return { title, category, language, keywords: keywords.join(', '), text };
}

const names = ['title', 'category', 'language', 'keywords', 'text'] as const;

export function isSame(one: Fields, other: Fields): boolean {
  return names.every((name) => one[name] === other[name]);
}

export function bodyOf({ title, category, language, keywords, text }: Fields) {
  const words = keywords.split(',').map((word) => word.trim());
  return {
    title: title.trim(),
    category,
    language: language.trim(),
    keywords: words.filter((word) => word !== ''),
    text,
  };
}

/** What an article cannot do without, said in `missing`. */
export function missingIn(
  fields: Fields,
  missing: { readonly title: string; readonly text: string },
): readonly FieldProblem[] {
  return (['title', 'text'] as const)
    .filter((field) => fields[field].trim() === '')
    .map((field) => ({ field, message: missing[field] }));
}

/** The words of a gap as somebody has said them: what the search knows of them are stems. */
export function keywordsAbout({ example, words }: Pick<Gap, 'example' | 'words'>): readonly string[] {
  const said = example.toLowerCase().match(/\p{L}[\p{L}\p{N}'’-]*/gu) ?? [];
  return [...new Set(words.map((stem) => said.find((word) => word.startsWith(stem)) ?? stem))];
}

/** @returns undefined for what is no draft: storage may hold anything */
export function draftFrom(text: string): Draft | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const value = new Map(Object.entries(Object(parsed)));
    const all = names.map((name) => value.get(name));
    const base = value.get('base');
    if (typeof base !== 'number' || !all.every((one) => typeof one === 'string')) return undefined;
    const [title = '', category = '', language = '', keywords = '', written = ''] = all;
    return { title, category, language, keywords, text: written, base };
  } catch {
    return undefined;
  }
}
