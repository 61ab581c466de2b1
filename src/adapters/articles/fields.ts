// The fields of an article as an author writes them, checked with messages that name the field.
import { Category } from '../../domain/ticket/classification.ts';
import { SourceProblem } from './source-problem.ts';

/** Raw values by field name, and the line each stands on. */
export interface RawFields {
  readonly values: Readonly<Record<string, unknown>>;
  readonly lines: Readonly<Record<string, number>>;
}

export interface Fields {
  readonly slug: string;
  readonly title: string;
  readonly category: Category;
  readonly language: string;
  readonly keywords: readonly string[];
}

const categories: readonly Category[] = Category.anyOf.map((literal) => literal.const);
const longestTitle = 200;

/**
 * @param name the file's name without its extension, from which the slug comes when none is given
 * @throws SourceProblem naming the field
 */
export function checkFields(raw: RawFields, name: string): Fields {
  const problem = (field: string, what: string) => new SourceProblem(`${field} ${what}`, raw.lines[field]);
  const text = (field: string): string | undefined => {
    const value = raw.values[field] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') throw problem(field, 'must be a text');
    return clean(String(value)).trim();
  };

  const title = text('title');
  if (!title) throw problem('title', 'is missing');
  if (title.length > longestTitle) throw problem('title', `is longer than ${longestTitle} characters`);
  const written = text('category');
  if (!written) throw problem('category', `is missing; it is one of ${categories.join(', ')}`);
  const category = categories.find((known) => known === written);
  if (!category) throw problem('category', `"${written}" is not one of ${categories.join(', ')}`);
  const language = text('language') || 'en';
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language))
    throw problem('language', `"${language}" is not a language tag such as en or de-CH`);
  const slug = text('slug') || slugOf(name);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
    throw problem('slug', `"${slug}" may have lower-case letters, digits and single hyphens only`);
  return { slug, title, category, language, keywords: keywordsOf(raw.values['keywords'], problem) };
}

function keywordsOf(
  value: unknown,
  problem: (field: string, what: string) => SourceProblem,
): readonly string[] {
  const items: unknown[] =
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [value ?? ''];
  const keywords = items.map((item) => {
    if (typeof item !== 'string' && typeof item !== 'number')
      throw problem('keywords', 'must be a list of texts');
    return clean(String(item)).trim();
  });
  return keywords.filter((keyword) => keyword !== '');
}

function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** Composed Unicode, Unix line ends, and no control characters but line ends and tabs: a database refuses some of them. */
export function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\u2028\u2029\uFEFF]/gu, (c) => (c === '\n' || c === '\t' ? c : ''));
}
