// Channel formats: how a reply's text is dressed and cut for the channel it leaves by.
import type { Channel } from './channel.ts';
import { emailFrameWords, emailWords, whatsappPart, whatsappPreferred } from './limits.ts';
import { splitByWords, splitForPhone } from './split.ts';
import { cleanText } from './text.ts';

export interface Frame {
  readonly reference: string;
  /** Who is greeted; empty or absent when nobody knows. */
  readonly customerName?: string;
  /** Last lines of an e-mail. */
  readonly signature: string;
  /** Link by which an e-mail's reader can go on on WhatsApp. */
  readonly whatsappLink?: string;
  /** BCP 47, where the agent says which language it wrote in; absent or unknown: English. */
  readonly language?: string;
}

/** What stands around an e-mail's text. */
interface FrameWords {
  readonly hello: string;
  readonly reference: string;
  readonly of: string;
  readonly whatsapp: string;
}
const english: FrameWords = {
  hello: 'Hello',
  reference: 'Reference',
  of: 'of',
  whatsapp: 'Continue on WhatsApp',
};
const frameWords: Readonly<Record<string, FrameWords>> = {
  en: english,
  de: { hello: 'Guten Tag', reference: 'Referenz', of: 'von', whatsapp: 'Weiter auf WhatsApp' },
  fr: { hello: 'Bonjour', reference: 'Référence', of: 'sur', whatsapp: 'Continuer sur WhatsApp' },
  es: { hello: 'Hola', reference: 'Referencia', of: 'de', whatsapp: 'Continuar en WhatsApp' },
  it: { hello: 'Buongiorno', reference: 'Riferimento', of: 'di', whatsapp: 'Continua su WhatsApp' },
  pt: { hello: 'Olá', reference: 'Referência', of: 'de', whatsapp: 'Continuar no WhatsApp' },
  nl: { hello: 'Hallo', reference: 'Referentie', of: 'van', whatsapp: 'Verder op WhatsApp' },
};

/**
 * Formats a reply.
 * @returns the messages to send, in order; one unless the channel's limit cuts it
 */
export function formatReply(channel: Channel, text: string, frame: Frame): readonly string[] {
  const clean = cleanText(text);
  switch (channel) {
    case 'webform':
      return [clean];
    case 'email':
      return formatEmail(clean, frame);
    case 'whatsapp':
      return formatWhatsapp(clean);
  }
}

/** Greeting, text, signature, reference: at most 500 words in all. A longer text becomes several mails, each whole. */
function formatEmail(text: string, frame: Frame): readonly string[] {
  const name = firstWords(frame.customerName ?? '', 5);
  const words = frameWords[frame.language?.toLowerCase().split('-')[0] ?? 'en'] ?? english;
  const greeting = name === '' ? `${words.hello},` : `${words.hello} ${name},`;
  const closing = `${firstWords(frame.signature, 20)}\n${words.reference}: ${firstWords(frame.reference, 3)}`;
  const elsewhere = frame.whatsappLink === undefined ? '' : `\n${words.whatsapp}: ${frame.whatsappLink}`;
  const parts = splitByWords(text, emailWords - emailFrameWords);
  return parts.map((part, i) => {
    const count = parts.length > 1 ? `\n(${i + 1} ${words.of} ${parts.length})` : '';
    return `${greeting}\n\n${part}\n\n${closing}${count}${elsewhere}`;
  });
}

/** The first words of a line or block that we put in ourselves; its line breaks stay. */
function firstWords(text: string, most: number): string {
  return splitByWords(cleanText(text), most)[0] ?? '';
}

function formatWhatsapp(text: string): readonly string[] {
  return splitForPhone(text, { preferred: whatsappPreferred, hard: whatsappPart });
}
