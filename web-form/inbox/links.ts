// Where a link in a message really leads, whatever it looks like.
import { readableLabel } from '../../src/domain/customer/punycode.ts';

/** Why a link is shown but not made one. */
export type Disguise =
  /** `https://bank.example@elsewhere.example` */
  | 'user'
  /** Letters of another alphabet that look like those of a known name. */
  | 'look-alike'
  /** A number instead of a name. */
  | 'number'
  /** Characters that cannot be seen. */
  | 'hidden';

export interface Link {
  /** As it stands in the message. */
  readonly written: string;
  readonly href: string;
  /** The host as computers read it: international names in punycode. */
  readonly host: string;
  /** The host is not what stands there plainly: it is shown beside the link. */
  readonly telling: boolean;
  readonly disguise: Disguise | undefined;
}

/** @param visible the link without hidden characters @returns undefined for what is none */
export function readLink(written: string, visible: string): Link | undefined {
  const url = URL.parse(/^www\./i.test(visible) ? `https://${visible}` : visible);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  if (!url.hostname.includes('.') && !isAddress(url.hostname)) return undefined;
  const disguise = disguiseOf(url, written !== visible);
  const telling = disguise !== undefined || url.hostname.includes('xn--');
  return { written: visible, href: url.href, host: url.host, telling, disguise };
}

function disguiseOf(url: URL, hidden: boolean): Disguise | undefined {
  if (hidden) return 'hidden';
  if (url.username !== '' || url.password !== '') return 'user';
  if (isAddress(url.hostname)) return 'number';
  return url.hostname.split('.').some(looksAlike) ? 'look-alike' : undefined;
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host);
}

/** Alphabets with letters that pass for Latin ones. */
const deceptive =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u;
/** Latin letters that pass for others: dotless i, small capitals, alpha, fullwidth and the like. */
const oddLatin = /[\u0131\u0237\u0250-\u02af\u1d00-\u1dbf\u2c60-\u2c7f\ua720-\ua7ff]/u;
const beside = [
  /\p{Script=Latin}/u,
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u,
  /\p{Script=Hangul}/u,
];

function looksAlike(label: string): boolean {
  if (!label.startsWith('xn--')) return false;
  const readable = readableLabel(label);
  if (readable === undefined || deceptive.test(readable) || oddLatin.test(readable)) return true;
  return beside.filter((script) => script.test(readable)).length > 1;
}
