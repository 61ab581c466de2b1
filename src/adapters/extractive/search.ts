// How the extractive agent asks the knowledge base: as a whole, then every question of its own, and what it makes of that.
import { Value } from '@sinclair/typebox/value';
import type { AgentTask, ToolResult } from '../../application/agent/support-agent.ts';
import { type FoundPassage, SearchFindings } from '../../application/agent/tool-arguments.ts';
import { partsOf, withoutRepetitions } from './parts.ts';

/** What answers one question of the customer. */
export interface Answerable {
  readonly question: string;
  /** Best first. */
  readonly passages: readonly FoundPassage[];
}

const longestQuery = 1000;
const longestContext = 300;

/**
 * @returns what answers each question, undefined when it answers not all of them, or 'done' when the run was ended for it
 */
export async function searchAll(
  task: AgentTask,
  ask: Ask,
): Promise<readonly Answerable[] | 'done' | undefined> {
  const question = withoutRepetitions(withoutClosing(task.question)).slice(0, longestQuery);
  const search = searcher(ask);
  const whole = await search(question);
  if (whole === 'done') return 'done';
  const parts = partsOf(question);
  if (parts.length > 1) return searchParts(parts, whole, search);
  if (whole.sufficient) return [{ question, passages: whole.passages }];
  const last = lastMessage(task);
  const isBurst = last !== question;
  const second = isBurst ? await search(last) : await search(question, task.subject.slice(0, longestContext));
  if (second === 'done') return 'done';
  const isFound = second.sufficient && (isBurst || sharesArticle(whole, second));
  return isFound ? [{ question: isBurst ? last : question, passages: second.passages }] : undefined;
}

type Ask = (search: { readonly query: string; readonly context?: string }) => Promise<ToolResult>;

interface Findings extends Pick<SearchFindings, 'sufficient' | 'passages'> {
  /** False when no search was left. */
  readonly asked: boolean;
}
type Search = (query: string, context?: string) => Promise<Findings | 'done'>;

const nothing: Findings = { sufficient: false, passages: [], asked: false };

function searcher(ask: Ask): Search {
  return async (query, context = '') => {
    if (query === '') return nothing;
    const { ok, done, content } = await ask({
      query: query.slice(0, longestQuery),
      ...(context.trim() === '' ? {} : { context }),
    });
    if (done) return 'done';
    return ok && Value.Check(SearchFindings, content) ? { ...content, asked: true } : nothing;
  };
}

/** Every part must be answered: by its own article, or by the passage that answers the whole. */
async function searchParts(
  parts: readonly string[],
  whole: Findings,
  search: Search,
): Promise<readonly Answerable[] | 'done' | undefined> {
  const answers: Answerable[] = [];
  for (const question of parts) {
    const found = await search(question);
    if (found === 'done') return 'done';
    if (!found.asked) return undefined;
    const isTold = whole.sufficient && found.passages[0]?.articleId === whole.passages[0]?.articleId;
    if (!found.sufficient && !isTold) return undefined;
    const { passages } = found.sufficient ? found : whole;
    const isNew = answers.every((answer) => answer.passages[0]?.articleId !== passages[0]?.articleId);
    if (isNew) answers.push({ question, passages });
  }
  return answers;
}

/** Of a burst, the message that came last. */
function lastMessage(task: AgentTask): string {
  const last = task.transcript.findLast(({ author }) => author === 'customer')?.text ?? task.question;
  return withoutRepetitions(withoutClosing(last));
}

/** A line of regards and the name below it; the name would pass for what the question is about. */
const closing =
  /\n[ \t]*(?:(?:\p{L}+ ){0,3}(?:regards|wishes|cheers|thanks|sincerely|grüßen?|cordialement|salutations|saludos|saluti|cumprimentos|groeten|groet))[,.!]?[ \t]*(?:\n[^\n]{0,40}){0,3}\s*$/iu;
const withoutClosing = (text: string) => text.replace(closing, '');

/** A subject may confirm what the question found, not replace it: "Discount" alone is answered by any discount. */
function sharesArticle(first: Findings, second: Findings): boolean {
  const best = second.passages[0];
  return first.passages.some(({ articleId, relevance }) => articleId === best?.articleId && relevance > 0);
}
