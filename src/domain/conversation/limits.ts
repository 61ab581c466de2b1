// How long a text may be on each channel.

/** Words of an e-mail, greeting, reference and signature included. */
export const emailWords = 500;
/** What the frame around an e-mail's text takes at most, in words. */
export const emailFrameWords = 40;
/** WhatsApp: what reads well on a phone, in graphemes. */
export const whatsappPreferred = 300;
/** WhatsApp: what the provider takes in one message, in UTF-16 units. */
export const whatsappPart = 1600;
/** WhatsApp: more messages than this in a row are not an answer. */
export const whatsappParts = 3;
/** Web: characters (UTF-16 units) of one answer on the status page. */
export const webformCharacters = 4000;

/** Words as a reader counts them: runs without white space. */
export function countWords(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}
