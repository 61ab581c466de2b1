// What a customer wrote in a mail: without what their mail program quoted and added. In doubt everything stays, for a
// quote too many does no harm and a sentence too few does.
import { introductionAt, isHeaderBlock, isOlderMailAhead } from './attribution.ts';
import { isDeviceSignature } from './device-signature.ts';

/** Characters in which the older mail is looked for; where it begins further below, a longer mail stays as it is. */
const lookedAt = 200_000;
/** Lines that an introduction may be wrapped over. */
const longestIntroduction = 5;
/** Lines that a signature below `--` may have. */
const longestSignature = 20;

type Kind = 'empty' | 'quote' | 'text';

/**
 * The reply in a mail's text, trimmed, with line breaks as \n.
 * @returns the whole text when nothing else would be left
 */
export function extractReply(mailText: string): string {
  const whole = mailText.replace(/\r\n?/g, '\n');
  const seen = whole.length > lookedAt ? whole.slice(0, whole.lastIndexOf('\n', lookedAt) + 1) : whole;
  const lines = seen.split('\n');
  const cut = firstCut(lines);
  if (cut === undefined && seen.length < whole.length) return whole.trim();
  const reply = withoutTail(cut === undefined ? lines : lines.slice(0, cut.at));
  const later = cut === undefined ? [] : withoutTail(answersBelow(linesBelow(whole, lines, cut), cut, reply));
  const text = join(reply, later);
  return text.trim() === '' ? whole.trim() : text.trim();
}

/** To the very end, however long: whoever answers below a quote quotes all of it. */
function linesBelow(
  whole: string,
  lines: readonly string[],
  { at, lines: introduction }: Cut,
): readonly string[] {
  const above = lines.slice(0, at + introduction).reduce((length, line) => length + line.length + 1, 0);
  return whole.slice(above).split('\n');
}

interface Cut {
  readonly at: number;
  readonly lines: number;
  readonly by: 'introduction' | 'older mail';
}

const kindOf = (line: string): Kind =>
  line.trim() === '' ? 'empty' : /^\s{0,3}[>|]/u.test(line) ? 'quote' : 'text';

/** Where the older mail begins: an introduction, a header block or a line that says so. Code blocks are somebody's words. */
function firstCut(lines: readonly string[]): Cut | undefined {
  let inCode = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (/^\s{0,3}```/u.test(line)) inCode = !inCode;
    if (inCode || kindOf(line) !== 'text') continue;
    if (isOlderMailAhead(line) || isHeaderBlock(lines, at))
      return { at, lines: lines.length - at, by: 'older mail' };
    const introduction = introductionAt(lines, at);
    if (!introduction) continue;
    const next = lines.slice(at + introduction.lines).find((one) => one.trim() !== '');
    const isQuoted = next === undefined || kindOf(next) === 'quote';
    if (isQuoted || introduction.isCertain) return { at, lines: introduction.lines, by: 'introduction' };
  }
  return undefined;
}

/**
 * What the customer wrote below or between the quoted lines. Without marks of quoting nothing tells whose words these
 * are: below a mail's own text they are the older mail, and alone they are all there is.
 */
function answersBelow(below: readonly string[], { by }: Cut, reply: readonly string[]): readonly string[] {
  if (by === 'older mail') return [];
  const kinds = below.map(kindOf);
  if (!kinds.includes('quote')) return reply.length === 0 ? below : [];
  const firstQuote = kinds.indexOf('quote');
  const lastQuote = kinds.lastIndexOf('quote');
  const after = isIntroduced(below, kinds, lastQuote) ? [] : withoutTail(below.slice(lastQuote + 1));
  const isBetween = below
    .slice(firstQuote, lastQuote)
    .some((line, i) => isAnswer(below, kinds, firstQuote + i, line));
  if (isBetween) return withoutTail(below);
  return reply.length > 0 && isSignature(after) ? [] : after;
}

/** What reads as the last quoted line ends the introduction of a still older mail, which then follows without marks. */
function isIntroduced(lines: readonly string[], kinds: readonly Kind[], lastQuote: number): boolean {
  for (let at = Math.max(0, lastQuote - longestIntroduction); at < lastQuote; at++) {
    const found = kinds[at] === 'text' ? introductionAt(lines, at) : undefined;
    if (found?.isCertain && at + found.lines > lastQuote) return true;
  }
  return false;
}

/** A quoted line that was wrapped loses its mark: text right below a quote, without an empty line, may be its rest. */
function isAnswer(lines: readonly string[], kinds: readonly Kind[], at: number, line: string): boolean {
  if (kinds[at] !== 'text') return false;
  const before = lines[at - 1] ?? '';
  const isRest =
    kinds[at - 1] === 'quote' && before.length > 60 && line.length < 40 && kinds[at + 1] === 'quote';
  return !isRest;
}

/** Short lines below `--`. Without it, a name and a number may be what the customer was asked for. */
function isSignature(lines: readonly string[]): boolean {
  const [first = '', ...said] = lines.filter((line) => line.trim() !== '');
  return /^(?:--|––|—) ?$/u.test(first) && said.length <= 6 && said.every((line) => line.length <= 60);
}

/** Without signature, lines of a mail program, quotes and rules at the end. */
function withoutTail(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  const signature = signatureAt(lines);
  if (signature !== undefined) end = signature;
  const firstText = lines.findIndex((line) => kindOf(line) === 'text');
  const hasText = (upTo: number) => firstText >= 0 && firstText < upTo;
  // Quotes at the end hold no fence, so that what is above all of them is above each.
  const isInCode = isBelowFence(lines.slice(0, end));
  for (; end > 0; end--) {
    const line = lines[end - 1] ?? '';
    const isQuote = kindOf(line) === 'quote' && hasText(end - 1) && !isInCode;
    const isRule = /^\s*[-_=*]{5,}\s*$/u.test(line) && hasText(end - 1);
    if (line.trim() !== '' && !isDeviceSignature(line) && !isQuote && !isRule) break;
  }
  return lines.slice(0, end);
}

/** An open code block ends with the mail: its lines are no quotes. */
function isBelowFence(lines: readonly string[]): boolean {
  return lines.filter((line) => /^\s{0,3}```/u.test(line)).length % 2 === 1;
}

/** `--` alone on a line (RFC 3676 §4.3), with few lines below and something above. */
function signatureAt(lines: readonly string[]): number | undefined {
  const first = lines.findIndex((line) => line.trim() !== '');
  // Counted once: a mail may consist of such lines.
  let below = lines.filter((line) => line.trim() !== '').length;
  let inCode = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() !== '') below--;
    if (/^\s{0,3}```/u.test(line)) inCode = !inCode;
    if (inCode || !/^(?:--|––|—) ?$/u.test(line)) continue;
    if (first < at && below <= longestSignature) return at;
  }
  return undefined;
}

function join(reply: readonly string[], later: readonly string[]): string {
  const parts = [reply, later]
    .map((lines) =>
      lines
        .join('\n')
        .replace(/^\s*\n/u, '')
        .trimEnd(),
    )
    .filter((part) => part.trim() !== '');
  return parts.join('\n\n');
}
