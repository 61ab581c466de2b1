// Which mailing list a mail came through: its id (RFC 2919), else the domain that sends it in bulk.
import { isSharedDomain } from '../conversation/loops.ts';
import { header, type Mail } from './mail.ts';

const longestId = 255;

/**
 * What all mails of one list have in common, whoever writes on it.
 * @param from the sender's normalised address @returns undefined where it came through no list, or nothing tells through which
 */
export function mailingList(mail: Pick<Mail, 'headers'>, from: string | undefined): string | undefined {
  const id = header(mail, 'list-id');
  if (id !== undefined) {
    // The id is in angle brackets at the end; a description may stand before it.
    const open = id.lastIndexOf('<');
    const close = id.indexOf('>', open);
    const said = open >= 0 && close > open ? id.slice(open + 1, close) : id;
    const plain = said.trim().toLowerCase();
    if (plain !== '' && plain.length <= longestId) return `id ${plain}`;
  }
  const precedence = header(mail, 'precedence')?.trim() ?? '';
  const isBulk = header(mail, 'list-unsubscribe') !== undefined || /^(?:bulk|list)\b/i.test(precedence);
  const domain = from?.slice(from.lastIndexOf('@') + 1).toLowerCase() ?? '';
  return isBulk && domain !== '' && !isSharedDomain(domain) ? `domain ${domain}` : undefined;
}
