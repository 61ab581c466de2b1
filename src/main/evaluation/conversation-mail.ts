// A customer's mail as bytes, for scenarios: what a mail client would send and a receiving server would add.

export interface MailWritten {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Message-ID of the reply it answers. */
  readonly inReplyTo: string | undefined;
  readonly isProven: boolean;
  readonly files: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

export const receivingServer = 'mx.desk.example';

const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
/** RFC 2047, in pieces that stay below its limit of 75 characters. */
const encoded = (text: string) =>
  [...text.matchAll(/.{1,12}/gsu)]
    .map(([piece]) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`)
    .join('\r\n ');

export function mailBytes(mail: MailWritten): Uint8Array {
  const verdict = mail.isProven ? 'pass' : 'fail';
  const domain = mail.from.split('@').at(-1) ?? '';
  const headers = {
    'Authentication-Results': `${receivingServer}; dmarc=${verdict} header.from=${domain}`,
    From: `Ada Marsh <${mail.from}>`,
    To: mail.to,
    Subject: encoded(mail.subject),
    'Message-ID': `<${mail.id}@${domain}>`,
    ...(mail.inReplyTo === undefined ? {} : { 'In-Reply-To': mail.inReplyTo }),
    'MIME-Version': '1.0',
    'Content-Type': 'multipart/mixed; boundary="part"',
    ...mail.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const parts = [
    `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(mail.text)}`,
    ...mail.files.map(
      (name) =>
        `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64('bytes')}`,
    ),
  ];
  const body = parts.map((part) => `--part\r\n${part}\r\n`).join('');
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n${body}--part--\r\n`);
}
