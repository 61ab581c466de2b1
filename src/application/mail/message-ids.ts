// Message-IDs of our own mail: they name the reply, and a keyed digest proves that we issued them.

/** A keyed digest of a text in lower-case hex, at least 32 digits; its key is used for nothing else. */
export type Mac = (text: string) => string;

export interface MessageIds {
  /**
   * The id of one part of a reply, with angle brackets. The same reply and part always give the same id.
   * @param part counted from 0 @param domain of the sending mailbox
   */
  issue(replyId: string, part: number, domain: string): string;
  /** Which reply a Message-ID of ours belongs to; undefined for every id that we did not issue. */
  own(messageId: string): OwnMessageId | undefined;
}

export interface OwnMessageId {
  readonly replyId: string;
  readonly part: number;
}

/** Hex digits: 128 bits. */
const DIGITS = 32;
const LONGEST = 320;
const shape =
  /^<?ld\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(0|[1-9]\d{0,2})\.([0-9a-f]{32})@[^\s<>@]+>?$/;

export function messageIds(mac: Mac): MessageIds {
  const proof = (replyId: string, part: number) => mac(`message-id/${replyId}/${part}`).slice(0, DIGITS);
  return {
    issue: (replyId, part, domain) => `<ld.${replyId}.${part}.${proof(replyId, part)}@${domain}>`,
    own(messageId) {
      if (messageId.length > LONGEST) return undefined;
      // Some servers change the case of ids on the way.
      const [, replyId, part, given] = shape.exec(messageId.trim().toLowerCase()) ?? [];
      if (replyId === undefined || part === undefined || given === undefined) return undefined;
      return isSame(given, proof(replyId, Number(part))) ? { replyId, part: Number(part) } : undefined;
    },
  };
}

/** Takes the same time wherever they differ. */
function isSame(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let different = 0;
  for (let i = 0; i < a.length; i++) different |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return different === 0;
}
