// A message of a customer as Twilio posts it.
import type { InboundAttachment, InboundMessage } from '../../application/channel/inbound-message.ts';
import { cleanText } from '../../domain/conversation/text.ts';
import type { SeenIdentifier } from '../../domain/customer/resolve.ts';
import { parseUserId, parseWaId, parseWhatsappAddress } from '../../domain/whatsapp/address.ts';
import { consentIn } from '../../domain/whatsapp/consent.ts';
import { fieldOf } from './form.ts';

/** Files of one message that are taken; WhatsApp sends one at a time. */
const mostMedia = 10;
const longestText = 20_000;

/**
 * @param now ms since the epoch: the webhook says no time of its own
 * @returns why it is no message, when it is none
 */
export function inboundMessage(body: string, now: number): InboundMessage | { readonly malformed: string } {
  const form = new URLSearchParams(body);
  const sid = fieldOf(form, 'MessageSid') ?? fieldOf(form, 'SmsMessageSid');
  const to = fieldOf(form, 'To');
  const from = fieldOf(form, 'From');
  if (sid === undefined || !/^(?:SM|MM)[0-9a-f]{32}$/i.test(sid)) return { malformed: 'no-message-sid' };
  if (to === undefined || to.length > 200) return { malformed: 'no-recipient' };
  const sender = from === undefined ? undefined : parseWhatsappAddress(from);
  const attachments = mediaIn(form);
  const text = textIn(form, attachments.length);
  const consent = consentOf(form, text);
  const repliedTo = fieldOf(form, 'OriginalRepliedMessageSid');
  return {
    channel: 'whatsapp',
    providerMessageId: sid,
    account: cleanText(to),
    ...(sender && from !== undefined ? { replyTo: from.trim() } : {}),
    seen: identifiersIn(form, from),
    senderName: fieldOf(form, 'ProfileName') ?? '',
    text,
    sentAt: now,
    ...(repliedTo === undefined ? {} : { thread: { inReplyTo: repliedTo.slice(0, 100) } }),
    attachments,
    original: new TextEncoder().encode(body),
    ...(consent === undefined ? {} : { consent }),
    ...(sender
      ? {}
      : { suppression: { reason: 'spam' as const, because: 'the sender is no WhatsApp address' } }),
  };
}

/** The signature covers the whole form: what stands beside the address is as good as the address. */
function identifiersIn(form: URLSearchParams, from: string | undefined): readonly SeenIdentifier[] {
  const sender = from === undefined ? undefined : parseWhatsappAddress(from);
  if (!sender) return [];
  const beside = [
    parseWaId(fieldOf(form, 'WaId') ?? ''),
    ...['ExternalUserId', 'BusinessScopedUserId', 'UserId', 'FromUserId'].map((name) =>
      parseUserId(fieldOf(form, name) ?? ''),
    ),
  ];
  const others = beside.filter((one) => one !== undefined && one.kind !== sender.kind);
  return [
    { identifier: sender, evidence: 'attested', primary: true },
    ...others
      .slice(0, 1)
      .flatMap((identifier) => (identifier ? [{ identifier, evidence: 'attested' as const }] : [])),
  ];
}

function textIn(form: URLSearchParams, files: number): string {
  const said = cleanText(
    (fieldOf(form, 'Body') ?? fieldOf(form, 'ButtonText') ?? fieldOf(form, 'ListTitle') ?? '').slice(
      0,
      longestText,
    ),
  );
  const place = locationIn(form);
  const text = [said, place].filter((part) => part !== '').join('\n');
  if (text !== '') return text;
  return files === 0 ? '(no text)' : files === 1 ? '(no text, one file)' : `(no text, ${files} files)`;
}

function locationIn(form: URLSearchParams): string {
  const [latitude, longitude] = ['Latitude', 'Longitude'].map((name) =>
    Number(fieldOf(form, name) ?? Number.NaN),
  );
  if (
    latitude === undefined ||
    longitude === undefined ||
    !Number.isFinite(latitude) ||
    !Number.isFinite(longitude)
  )
    return '';
  const named = ['Label', 'Address'].flatMap((name) => fieldOf(form, name)?.slice(0, 300) ?? []);
  return cleanText(`Location: ${[...named, `${latitude}, ${longitude}`].join(', ')}`);
}

function mediaIn(form: URLSearchParams): readonly InboundAttachment[] {
  const count = Math.min(Number(fieldOf(form, 'NumMedia') ?? 0) || 0, mostMedia);
  return Array.from({ length: count }, (_, i): InboundAttachment | undefined => {
    const providerUrl = cleanText(fieldOf(form, `MediaUrl${i}`) ?? '');
    if (providerUrl === '' || providerUrl.length > 2_000) return undefined;
    const mediaType = cleanText(fieldOf(form, `MediaContentType${i}`) ?? 'application/octet-stream')
      .toLowerCase()
      .slice(0, 100);
    return { fileName: `file-${i + 1}`, mediaType, content: { providerUrl } };
  }).filter((one) => one !== undefined);
}

/** Twilio says what it took for a wish; on numbers without that service the word alone does. */
function consentOf(form: URLSearchParams, text: string): 'stop' | 'start' | undefined {
  const type = fieldOf(form, 'OptOutType')?.toUpperCase();
  if (type === 'STOP') return 'stop';
  if (type === 'START') return 'start';
  return consentIn(text);
}
