// Reading MIME: any bytes become a mail, with what could not be read said beside it.
import PostalMime, {
  type Address,
  addressParser,
  decodeWords,
  type Email,
  type Attachment as Part,
} from 'postal-mime';
import type { MailReader } from '../../application/mail/mail-reader.ts';
import { cleanText } from '../../domain/conversation/text.ts';
import type { Mail, MailAddress, MailAttachment } from '../../domain/mail/mail.ts';
import { htmlToText } from './html-text.ts';

export interface ReadLimits {
  /** Bytes of a mail that are parsed. */
  readonly bytes: number;
  /** Attachments that are listed. */
  readonly attachments: number;
  /** Characters of the text. */
  readonly text: number;
}

/** A provider takes 25 MB, which base64 makes 36. */
export const readLimits: ReadLimits = { bytes: 40 * 1024 * 1024, attachments: 100, text: 500_000 };

/**
 * Lines beginning with `--` that are parsed: any may be the boundary of a part, and a part costs the parser about 8 µs. A mail
 * of 25 MB has room for 2.5 million, which took 20 seconds.
 */
const mostBoundaries = 50_000;

const latin = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8');

export function mailReader(limits: ReadLimits = readLimits): MailReader {
  return async (raw) => {
    const problems: string[] = [];
    const short = raw.byteLength > limits.bytes ? raw.subarray(0, limits.bytes) : raw;
    if (short !== raw) problems.push('the mail is too large: its end was not read');
    const seen = withFewBoundaries(short);
    if (seen !== short) problems.push('the mail has too many parts: its end was not read');
    try {
      return understood(await parse(seen), limits, problems);
    } catch {
      // Too deep, too many headers, or nothing a parser can make sense of: what stands at the top is enough to file it.
      problems.push('the mail could not be parsed: only its headers were read');
      return understood(await parse(topOf(seen)).catch(() => nothing), limits, problems);
    }
  };
}

function withFewBoundaries(raw: Uint8Array): Uint8Array {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  let at = -1;
  for (let found = 0; found <= mostBoundaries; found++) {
    at = bytes.indexOf('\n--', at + 1, 'latin1');
    if (at < 0) return raw;
  }
  return raw.subarray(0, at + 1);
}

const nothing: Email = { headers: [], headerLines: [], attachments: [] };

function parse(raw: Uint8Array): Promise<Email> {
  const parser = new PostalMime({
    forceRfc822Attachments: true,
    maxNestingDepth: 64,
    maxHeadersSize: 1024 * 1024,
  });
  // Where one part is text and the next HTML, the package makes text of HTML by expressions that take minutes for a hostile
  // megabyte, and shows what is hidden. Every part is read by our own instead.
  return Object.assign(parser, { renderTextContent: () => putTogether(parser) }).parse(raw);
}

/** Of one place in a mail, the alternatives that it is given in. */
type Alternatives = Readonly<Partial<Record<'plain' | 'html', readonly { readonly value: unknown }[]>>>;

/** All parts that are shown, as one plain text. */
function putTogether(parser: object): void {
  const { textMap, textContent } = parser as {
    readonly textMap: ReadonlyMap<unknown, Alternatives>;
    readonly textContent: Record<string, string>;
  };
  const written = (part: { readonly value: unknown }) => (typeof part.value === 'string' ? part.value : '');
  const texts = [...textMap.values()].map(({ plain = [], html = [] }) => {
    const text = plain.map(written).join('\n');
    return text.trim() === '' ? htmlToText(html.map(written).join('\n')) : text;
  });
  textContent['plain'] = texts.join('\n');
}

/** The headers that say who, to whom, when and about what, without anything that describes a body. */
function topOf(raw: Uint8Array): Uint8Array {
  const text = latin.decode(raw.subarray(0, 256 * 1024));
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = head
    .split(/\r?\n(?![ \t])/)
    .filter((line) => line.length < 10_000 && !/^content-/i.test(line))
    .slice(0, 200);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

function understood(email: Email, limits: ReadLimits, problems: string[]): Mail {
  const headers = email.headers.map(({ key, value }) => ({
    name: key,
    value: safely(() => decodeWords(value), value),
  }));
  const value = (name: string) => headers.find((one) => one.name === name)?.value ?? '';
  const mediaType =
    /^\s*([\w.+-]+\/[\w.+-]+)/.exec(value('content-type'))?.[1]?.toLowerCase() ?? 'text/plain';
  const isReport =
    mediaType === 'multipart/report' || email.attachments.some((part) => isStatus(part.mimeType));
  const { attachments, reportParts } = partsOf(email.attachments, isReport, limits, problems);
  if (/pkcs7-mime|multipart\/encrypted/.test(mediaType))
    problems.push('the mail is encrypted, or signed so that it hides its text');
  const [messageId] = idsIn(value('message-id'));
  const [inReplyTo] = idsIn(value('in-reply-to'));
  return {
    headers,
    from: authorOf(email, value('from')),
    to: flat(email.to),
    cc: flat(email.cc),
    subject: oneLine(email.subject ?? '').slice(0, 1_000),
    messageId,
    inReplyTo,
    references: idsIn(value('references')),
    date: dateOf(value('date')),
    text: textOf(email, limits, problems),
    attachments,
    mediaType,
    reportParts,
    problems,
  };
}

function textOf(email: Email, limits: ReadLimits, problems: string[]): string {
  const text = (email.text ?? '').replace(/\r\n?/g, '\n').trimEnd().toWellFormed();
  if (text.length <= limits.text) return text;
  problems.push('the text is too long: its end is left out');
  return text.slice(0, limits.text);
}

function partsOf(parts: readonly Part[], isReport: boolean, limits: ReadLimits, problems: string[]) {
  const attachments: MailAttachment[] = [];
  const reportParts: { mediaType: string; text: string }[] = [];
  for (const part of parts) {
    const content = bytesOf(part.content);
    const mediaType = part.mimeType.toLowerCase();
    if (isReport && /^message\/|^text\/rfc822-headers/.test(mediaType)) {
      if (reportParts.length < 10)
        reportParts.push({ mediaType, text: utf8.decode(content.subarray(0, 64 * 1024)) });
    } else if (attachments.length < limits.attachments) {
      attachments.push({
        fileName: fileNameOf(part.filename ?? ''),
        mediaType: mediaType === '' ? 'application/octet-stream' : mediaType,
        content,
        inline: part.disposition === 'inline' || part.related === true,
      });
    }
  }
  const left = parts.length - attachments.length - reportParts.length;
  if (left > 0) problems.push(`${left} more attachments are left out`);
  return { attachments, reportParts };
}

const isStatus = (mediaType: string) =>
  /^message\/(?:delivery-status|disposition-notification|feedback-report)/i.test(mediaType);

const bytesOf = (content: Part['content']): Uint8Array =>
  typeof content === 'string'
    ? Buffer.from(content)
    : content instanceof Uint8Array
      ? content
      : new Uint8Array(content);

/** A name and nothing that could pass for a path or turn letters around. */
function fileNameOf(name: string): string {
  const clean = oneLine(name).replace(/[\\/:]+/g, '/');
  return (clean.split('/').at(-1) ?? '').replace(/^\.+/, '').slice(0, 200);
}

function authorOf({ from }: Email, header: string): MailAddress | undefined {
  const [author] = from ? flat([from]) : [];
  if (author && author.address !== '') return author;
  const [written] = safely(() => addressParser(header, { flatten: true }), []).flatMap((one) =>
    flat([one as Address]),
  );
  return written && written.address !== '' ? written : author;
}

function flat(addresses: readonly Address[] | undefined): readonly MailAddress[] {
  return (addresses ?? [])
    .flatMap((one) => one.group ?? [one])
    .slice(0, 200)
    .map(({ address, name }) => ({
      address: oneLine(address ?? '').replace(/\s/g, ''),
      name: oneLine(name).slice(0, 200),
    }));
}

const oneLine = (text: string) => cleanText(text).replace(/\s+/g, ' ').trim();

function idsIn(value: string): readonly string[] {
  return (value.slice(0, 50_000).match(/<[^<>\s]{1,250}>/g) ?? []).slice(-100);
}

function dateOf(value: string): number | undefined {
  const at = Date.parse(value.replace(/\([^()]*\)/g, '').trim());
  return Number.isFinite(at) ? at : undefined;
}

function safely<T>(run: () => T, otherwise: T): T {
  try {
    return run();
  } catch {
    return otherwise;
  }
}
