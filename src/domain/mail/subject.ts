// Subjects: what a mail is about beneath the prefixes of replies, and the reference of a ticket in it.

/** Prefixes of answers and forwards in the languages mail programs speak; numbered and bracketed ones as well. */
const prefix =
  /^\s*(?:re|aw|antw|antwort|sv|vs|ref|r|res|rif|ri|odp|ynt|atb|bls|fw|fwd|wg|tr|rv|enc|i|doorst|vl|pd|ilt|回复|回覆|答复|转发|轉寄|返信|転送|회신|전달|ответ|пересл)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*/iu;
const tag = /\[\s*LD-[0-9A-Z]{4}-[0-9A-Z]{4}\s*\]/giu;

/** Longest subject that is looked at, UTF-16 units. */
const longest = 1_000;

/** The subject without prefixes of replies and without our reference; what two mails about one thing share. */
export function baseSubject(subject: string): string {
  let rest = subject.slice(0, longest).replace(tag, ' ').replace(/\s+/g, ' ').trim();
  for (let i = 0; i < 20; i++) {
    const shorter = rest.replace(prefix, '');
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest.trim();
}

/** The first reference of a ticket in a text, in upper case. */
export function referenceIn(text: string): string | undefined {
  return /(?<![0-9A-Z-])LD-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Z-])/iu.exec(text)?.[0].toUpperCase();
}
