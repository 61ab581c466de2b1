// HTML of mails as plain text: what a reader would see, quotes marked with >, links with their address.
import { Parser } from 'htmlparser2';

const block = new Set(
  'address article aside blockquote br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const paragraph = new Set('p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre'.split(' '));
const unseen = new Set(
  'head script style title noscript template svg math object iframe select option'.split(' '),
);
/** Elements that never have an end tag. */
const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** Elements within each other; no letter has so many, and every end tag is looked for among all that are open. */
const deepest = 1_000;
/** Levels of quoting that are told apart. */
const deepestQuote = 20;
/** Characters of the result. */
const longest = 1_000_000;
/** Characters of a link. */
const longestAddress = 2_000;
/** Nobody's paragraph is longer: a line is broken there, for every piece that is added to it copies it. */
const longestLine = 20_000;

interface State {
  readonly lines: string[];
  line: string;
  quotes: number;
  hidden: number;
  pre: number;
  length: number;
}

/**
 * Takes bounded time, whatever it holds. Unclosed and crossed elements are taken as browsers take them; from where they are
 * too deep the text stands as it is, without its tags.
 */
export function htmlToText(html: string): string {
  const state: State = { lines: [], line: '', quotes: 0, hidden: 0, pre: 0, length: 0 };
  const links: (string | undefined)[] = [];
  const hiddenSince: string[] = [];
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > deepest) return parser.pause();
        if (state.hidden > 0 || unseen.has(name) || isHidden(attributes)) {
          if (!empty.has(name)) hiddenSince.push(name);
          state.hidden = hiddenSince.length;
          return;
        }
        if (name === 'br' || name === 'hr') return endLine(state);
        if (block.has(name)) startBlock(state, name);
        if (name === 'li') write(state, '- ');
        if (name === 'pre') state.pre++;
        if (name === 'blockquote') state.quotes = Math.min(state.quotes + 1, deepestQuote);
        if (name === 'img' && attributes['alt']) write(state, `[${attributes['alt']}]`);
        if (name === 'a') links.push(addressOf(attributes['href']));
        if (name === 'td' || name === 'th') write(state, ' ');
      },
      ontext(text) {
        if (state.hidden > 0) return;
        if (state.pre > 0) {
          const [first = '', ...rest] = text.split('\n');
          state.line += first;
          for (const line of rest) {
            endLine(state);
            state.line = line;
          }
        } else write(state, text.replace(/[ \t\r\n\f]+/g, ' '));
      },
      onclosetag(name) {
        depth--;
        if (state.hidden > 0) {
          if (hiddenSince.at(-1) === name) hiddenSince.pop();
          state.hidden = hiddenSince.length;
          return;
        }
        if (name === 'a') {
          const link = links.pop();
          if (link !== undefined && !state.line.includes(link)) write(state, ` (${link})`);
        }
        if (name === 'pre') state.pre = Math.max(0, state.pre - 1);
        if (!block.has(name) || name === 'br' || name === 'hr') return;
        if (state.line.trim() !== '') endLine(state);
        if (name === 'blockquote') state.quotes = Math.max(0, state.quotes - 1);
        if (paragraph.has(name)) blankLine(state);
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  if (depth > deepest) write(state, html.slice(parser.endIndex + 1).replace(/<[^<>]*>/g, ' '));
  else parser.end();
  if (state.line.trim() !== '') endLine(state);
  const end = state.lines.findLastIndex((line) => /[^> ]/.test(line));
  return state.lines
    .slice(0, end + 1)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function startBlock(state: State, name: string): void {
  if (state.line.trim() !== '') endLine(state);
  state.line = '';
  if (paragraph.has(name)) blankLine(state);
}

function blankLine(state: State): void {
  const last = state.lines.at(-1);
  if (last !== undefined && last.replace(/[> ]/g, '') !== '') push(state, '');
}

function write(state: State, text: string): void {
  if (state.length > longest) return;
  if (state.line.length > longestLine) endLine(state);
  state.line += state.line === '' || /\s$/.test(state.line.slice(-1)) ? text.replace(/^ +/, '') : text;
}

function endLine(state: State): void {
  push(state, state.pre > 0 ? state.line.trimEnd() : state.line.trim());
  state.line = '';
}

function push(state: State, line: string): void {
  if (state.length > longest) return;
  const quoted = `${'>'.repeat(state.quotes)}${state.quotes > 0 ? ' ' : ''}${line}`.trimEnd();
  state.lines.push(quoted);
  state.length += quoted.length + 1;
}

/** Text nobody sees is not what the customer wrote; it is where instructions to machines hide. */
function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  const style = (attributes['style'] ?? '').slice(0, 2_000).replace(/\s/g, '').toLowerCase();
  return (
    'hidden' in attributes ||
    /(?:^|;)(?:display:none|visibility:hidden|font-size:0(?:px|pt|em|%)?(?:;|!|$)|mso-hide:all)/.test(style)
  );
}

function addressOf(href: string | undefined): string | undefined {
  const address = href?.trim() ?? '';
  if (/^mailto:/i.test(address))
    return address.slice('mailto:'.length, longestAddress).split('?')[0] || undefined;
  return /^https?:\/\//i.test(address) ? address.slice(0, longestAddress) : undefined;
}
