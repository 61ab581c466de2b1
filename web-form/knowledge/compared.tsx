// Two texts beside each other or in one column: what went is marked by colour, by a sign and in words, and so is what came.
import type { Piece, Row } from '../../src/domain/knowledge/differences.ts';
import { reachable } from '../design/reachable.ts';
import { FailedState, Skeleton } from '../design/states.tsx';
import { useWords } from '../staff/language.ts';
import { useDesk } from '../staff/use-desk.ts';
import type { Differences } from './contract.ts';
import { knowledgeWords } from './words.ts';
import type { KnowledgeWords } from './words-en.ts';

interface StoredDifferencesProps {
  readonly slug: string;
  readonly from: number;
  readonly to: number;
  readonly isInline: boolean;
  /** What is compared, read out. */
  readonly label: string;
}

export function StoredDifferences({ slug, from, to, isInline, label }: StoredDifferencesProps) {
  const words = useWords(knowledgeWords);
  const { answer, again } = useDesk<Differences>(
    `/api/knowledge/articles/${encodeURIComponent(slug)}/differences?from=${from}&to=${to}`,
  );
  if (!answer) return <Skeleton rows={4} label={words.loading} />;
  if (!answer.ok) return <FailedState title={words.failed} retry={words.retry} again={again} />;
  return <Compared rows={answer.body.rows} fields={answer.body.fields} isInline={isInline} label={label} />;
}

interface ComparedProps {
  readonly rows: readonly Row[];
  readonly fields: Differences['fields'];
  readonly isInline: boolean;
  readonly label: string;
}

export function Compared({ rows, fields, isInline, label }: ComparedProps) {
  const words = useWords(knowledgeWords);
  const nameOf = (field: string) =>
    field === 'category'
      ? words.category
      : field === 'language'
        ? words.language
        : (words.fields[field as 'title' | 'keywords'] ?? field);
  const all: readonly Line[] = [
    ...fields.map(
      ({ field, before, after }): Line => ({
        key: field,
        before: [{ text: `${nameOf(field)}: ${before}`, changed: true }],
        after: [{ text: `${nameOf(field)}: ${after}`, changed: true }],
      }),
    ),
    ...linesOf(rows),
  ];
  if (!all.some((line) => 'before' in line || 'after' in line)) return <p className="soft">{words.same}</p>;
  return (
    <section className="knowledge-compared" {...reachable} aria-label={label}>
      <table data-inline={isInline}>
        <thead className="unseen">
          <tr>
            <th scope="col">{words.before}</th>
            {!isInline && <th scope="col">{words.after}</th>}
          </tr>
        </thead>
        <tbody>
          {all.flatMap((line) => (isInline ? inlineRows(line, words) : [besideRow(line, words)]))}
        </tbody>
      </table>
    </section>
  );
}

type Line =
  | { readonly key: string; readonly before?: readonly Piece[]; readonly after?: readonly Piece[] }
  | { readonly key: string; readonly same: readonly string[] };

/** Lines that are the same at both ends of a change; what lies further away is folded. */
const context = 2;

function linesOf(rows: readonly Row[]): readonly Line[] {
  const near = rows.map((_, n) =>
    rows.slice(Math.max(0, n - context), n + context + 1).some(({ kind }) => kind !== 'same'),
  );
  const lines: Line[] = [];
  for (const [n, row] of rows.entries()) {
    if (row.kind !== 'same') {
      const sides = {
        ...('before' in row && { before: row.before }),
        ...('after' in row && { after: row.after }),
      };
      lines.push({ key: String(n), ...sides });
      continue;
    }
    const last = lines.at(-1);
    if (!near[n] && !near[n - 1] && last && 'same' in last)
      lines[lines.length - 1] = { key: last.key, same: [...last.same, row.text] };
    else lines.push({ key: String(n), same: [row.text] });
  }
  return lines;
}

function besideRow(line: Line, words: KnowledgeWords) {
  if ('same' in line)
    return (
      <tr key={line.key}>
        {line.same.length > 1 ? (
          <td colSpan={2} className="soft">
            {words.lines(line.same.length)}
          </td>
        ) : (
          [0, 1].map((side) => (
            <td key={side} dir="auto">
              {line.same[0]}
            </td>
          ))
        )}
      </tr>
    );
  return (
    <tr key={line.key}>
      <td dir="auto" data-kind={line.before && 'removed'}>
        {line.before && <Pieces kind="removed" pieces={line.before} words={words} />}
      </td>
      <td dir="auto" data-kind={line.after && 'added'}>
        {line.after && <Pieces kind="added" pieces={line.after} words={words} />}
      </td>
    </tr>
  );
}

function inlineRows(line: Line, words: KnowledgeWords) {
  if ('same' in line)
    return [
      <tr key={line.key}>
        <td dir="auto" className={line.same.length > 1 ? 'soft' : undefined}>
          {line.same.length > 1 ? words.lines(line.same.length) : line.same[0]}
        </td>
      </tr>,
    ];
  return (['removed', 'added'] as const).flatMap((kind) => {
    const pieces = kind === 'removed' ? line.before : line.after;
    if (!pieces) return [];
    return [
      <tr key={`${line.key}-${kind}`}>
        <td dir="auto" data-kind={kind}>
          <Pieces kind={kind} pieces={pieces} words={words} />
        </td>
      </tr>,
    ];
  });
}

interface PiecesProps {
  readonly kind: 'removed' | 'added';
  readonly pieces: readonly Piece[];
  readonly words: KnowledgeWords;
}

function Pieces({ kind, pieces, words }: PiecesProps) {
  const Mark = kind === 'removed' ? 'del' : 'ins';
  let offset = 0;
  return (
    <>
      <span className="unseen">{kind === 'removed' ? words.removedLine : words.addedLine}: </span>
      <span aria-hidden="true" className="knowledge-sign">
        {kind === 'removed' ? '−' : '+'}
      </span>
      {pieces.map(({ text, changed }) => {
        offset += text.length;
        return changed ? <Mark key={offset}>{text}</Mark> : <span key={offset}>{text}</span>;
      })}
    </>
  );
}
