// Files that came with a message: what a mail carries is in the mail itself, what came on WhatsApp lies beside it. And the mail
// as it came: what the conversation shows of it is without quotes, and of a very long one only the beginning.
import type { MessageFiles } from '../channel/message-files.ts';
import type { MailReader } from '../mail/mail-reader.ts';
import type { TicketRecord } from '../ticket/load-ticket.ts';

export type Received = Extract<TicketRecord, { readonly type: 'CustomerMessageReceived' }>;

export interface AttachedFile {
  /** Absent while it cannot be had: not fetched yet, or refused. */
  readonly fileId?: string;
  readonly name: string;
  /** As its sender declared it. */
  readonly type: string;
  readonly size?: number;
}

export interface AttachmentPorts {
  readonly files: Pick<MessageFiles, 'ofMessage' | 'read'>;
  readonly readMail: MailReader;
}

const number = /^[1-9]\d{0,2}$/;

/** @throws StoreUnavailable */
export async function attachmentsOf(
  { files }: Pick<AttachmentPorts, 'files'>,
  { data, erased }: Received,
): Promise<readonly AttachedFile[]> {
  const { attachments = [], original, channel, providerMessageId } = data;
  if (attachments.length === 0 || erased) return [];
  const beside = channel === 'email' ? [] : await files.ofMessage(channel, providerMessageId);
  return attachments.map(({ fileName, mediaType, bytes }, index): AttachedFile => {
    const found = beside.find(({ ordinal }) => ordinal === index + 1);
    const inMail = channel === 'email' && original ? `${original.fileId}.${index + 1}` : undefined;
    const fileId = found?.state === 'kept' ? found.fileId : inMail;
    const size = bytes ?? found?.bytes ?? undefined;
    return {
      ...(fileId === undefined ? {} : { fileId }),
      name: fileName,
      type: mediaType,
      ...(size === undefined ? {} : { size }),
    };
  });
}

/** @returns the id of the mail as it came; undefined for what was no mail, and once it was erased */
export function originalOf({ data, erased }: Received): string | undefined {
  return data.channel === 'email' && !erased ? data.original?.fileId : undefined;
}

export interface OpenedFile {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
}

/**
 * Opens a file of a ticket, or a mail as it came; one of another ticket is not there.
 * @param events of the ticket
 * @throws StoreUnavailable
 */
export async function openAttachment(
  ports: AttachmentPorts,
  events: readonly TicketRecord[],
  fileId: string,
): Promise<OpenedFile | undefined> {
  for (const event of events) {
    if (event.type !== 'CustomerMessageReceived') continue;
    if (originalOf(event) === fileId) {
      const mail = await ports.files.read(fileId);
      return mail && { name: 'mail.eml', type: 'message/rfc822', content: mail.content };
    }
    const listed = (await attachmentsOf(ports, event)).find((file) => file.fileId === fileId);
    if (!listed) continue;
    const content = await contentOf(ports, event, fileId);
    return content && { name: listed.name, type: listed.type, content };
  }
  return undefined;
}

async function contentOf(
  { files, readMail }: AttachmentPorts,
  { data }: Received,
  fileId: string,
): Promise<Uint8Array | undefined> {
  if (data.channel !== 'email') return (await files.read(fileId))?.content;
  const [mailId = '', index = ''] = fileId.split('.');
  const mail = number.test(index) ? await files.read(mailId) : undefined;
  return mail && (await readMail(mail.content)).attachments[Number(index) - 1]?.content;
}
