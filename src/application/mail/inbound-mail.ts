// A mail as a message of a customer: who it is from and how far that is proven, what they wrote, and whether anybody is to answer.
import { beginningOf, cleanText } from '../../domain/conversation/text.ts';
import { signatureTraits } from '../../domain/customer/hints.ts';
import { normaliseEmail } from '../../domain/customer/identifier.ts';
import { bySpelling, type MailAliases } from '../../domain/customer/mail-aliases.ts';
import { senderEvidence } from '../../domain/mail/authentication.ts';
import { automaticBecause } from '../../domain/mail/automatic.ts';
import { mailingList } from '../../domain/mail/list.ts';
import type { Mail } from '../../domain/mail/mail.ts';
import { extractReply } from '../../domain/mail/reply-text.ts';
import { deliveryReport } from '../../domain/mail/report.ts';
import { signatureIn } from '../../domain/mail/signature.ts';
import type { InboundMessage } from '../channel/inbound-message.ts';
import { replyHeader } from './mail-reader.ts';
import type { RawMail } from './mailbox.ts';

export interface InboundMailSettings {
  /** The mailbox it came to. */
  readonly account: string;
  /** All of ours: what comes from there is our own. */
  readonly ownAddresses: readonly string[];
  /** authserv-id of the server that receives for us. */
  readonly receivingServer: string;
  /** Absent: every spelling is an address of its own. */
  readonly aliases?: MailAliases;
}

/** Longest text that is kept as the message; the mail itself is kept whole. UTF-16 units. */
const longestText = 50_000;
/** Stands below a text that was cut, for staff: what was asked may be in the rest. */
const restInOriginal = '(The mail is longer: open the original for the rest.)';
/** Messages claim to come from the future by no more than this, milliseconds. */
const clocksDiffer = 5 * 60_000;

/** Never refuses: what cannot be answered is suppressed, with the reason. */
export function inboundMail(
  mail: Mail,
  raw: RawMail,
  settings: InboundMailSettings,
  now: number,
): InboundMessage {
  const { account } = settings;
  const address = normaliseEmail(mail.from?.address ?? '');
  const evidence = senderEvidence(mail, settings.receivingServer);
  const because = automaticBecause(mail, {
    addresses: settings.ownAddresses.map((own) => own.toLowerCase()),
  });
  const report = because === undefined ? undefined : deliveryReport(mail, replyHeader);
  const { references } = mail;
  const signature = because === undefined ? signatureTraits(cleanText(signatureIn(mail.text) ?? '')) : [];
  const list = because === undefined ? undefined : mailingList(mail, address?.value);
  return {
    channel: 'email',
    providerMessageId: `gmail:${account.toLowerCase()}:${raw.id}`,
    account,
    ...(address ? { replyTo: address.value } : {}),
    seen: address ? bySpelling({ identifier: address, evidence, primary: true }, settings.aliases) : [],
    senderName: mail.from?.name ?? '',
    ...(signature.length === 0 ? {} : { hints: [{ kind: 'signature' as const, traits: signature }] }),
    text: textOf(mail),
    subject: cleanText(mail.subject).replace(/\s+/g, ' '),
    sentAt: Math.min(raw.receivedAt, now + clocksDiffer),
    thread: {
      ...(mail.messageId === undefined ? {} : { messageId: mail.messageId }),
      ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
      ...(references.length === 0 ? {} : { references }),
      providerThreadId: raw.threadId,
      ...(list === undefined ? {} : { list }),
    },
    ...(because === undefined ? {} : { suppression: { reason: 'automatic' as const, because } }),
    ...(report === undefined ? {} : { report }),
    attachments: mail.attachments.map(({ fileName, mediaType, content }) => ({
      fileName,
      mediaType,
      content,
    })),
    original: raw.raw,
  };
}

/** The reply; where a mail has no text, what it has instead, so that staff see why there is nothing to read. */
function textOf(mail: Mail): string {
  const said = cleanText(extractReply(mail.text));
  if (said !== '')
    return said.length <= longestText ? said : `${beginningOf(said, longestText)}…\n\n${restInOriginal}`;
  const files = mail.attachments.length;
  const what =
    files === 0 ? 'no text' : files === 1 ? 'no text, one attachment' : `no text, ${files} attachments`;
  return mail.subject === '' ? `(${what})` : `(${what}) ${cleanText(mail.subject)}`;
}
