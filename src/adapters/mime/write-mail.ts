// Writing MIME: a reply as a mail with plain and HTML text, and with the headers that keep machines from answering it.
import MailComposer from 'nodemailer/lib/mail-composer';
import { type MailWriter, type OutboundMail, replyHeader } from '../../application/mail/mail-reader.ts';
import { loopHeader } from '../../domain/mail/automatic.ts';

export function mailWriter(): MailWriter {
  return async (mail) => {
    const composer = new MailComposer({
      from: { address: mail.from.address, name: inLine(mail.from.name) },
      to: { address: mail.to, name: '' },
      subject: inLine(mail.subject),
      messageId: mail.messageId,
      ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
      ...(mail.references.length === 0 ? {} : { references: [...mail.references] }),
      date: new Date(mail.at),
      text: mail.text,
      html: htmlOf(mail),
      headers: headersOf(mail),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return await composer.compile().build();
  };
}

/** RFC 3834 §5 for the first; the second is what Exchange and Outlook go by. */
function headersOf({ automatic, replyId }: OutboundMail): Record<string, string> {
  const marks: Record<string, string> = { [title(replyHeader)]: replyId };
  if (!automatic) return marks;
  return {
    ...marks,
    'Auto-Submitted': 'auto-replied',
    'X-Auto-Response-Suppress': 'All',
    [title(loopHeader)]: '1',
  };
}

const title = (name: string) => name.replace(/(?:^|-)\p{L}/gu, (letter) => letter.toUpperCase());

/** Nobody's line break becomes a header. */
const inLine = (text: string) => text.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ').trim();

function htmlOf({ text, language }: OutboundMail): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 1em">${linked(part).replaceAll('\n', '<br>\n')}</p>`)
    .join('\n');
  const lang =
    language !== undefined && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language)
      ? ` lang="${language}"`
      : '';
  return `<!doctype html>\n<html${lang} dir="auto"><body style="font-family:sans-serif;line-height:1.5">\n${paragraphs}\n</body></html>\n`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Escaped, with links to web addresses; what ends a sentence is no part of one. */
function linked(text: string): string {
  let html = '';
  let done = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]{1,2000}/g)) {
    const url = match[0].replace(/[.,;:!?)\]}'’]+$/, '');
    html += `${escaped(text.slice(done, match.index))}<a href="${escaped(url)}">${escaped(url)}</a>`;
    done = match.index + url.length;
  }
  return html + escaped(text.slice(done));
}
