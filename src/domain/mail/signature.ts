// The signature below a mail's own text: a hint at who wrote it, and never more.

const lookedAt = 20_000;
const mostLines = 10;
const longest = 1_000;
const mark = /^(?:--|––|—) ?$/u;
/** Where nobody draws a line, a farewell does. */
const farewell =
  /^\s*(?:(?:best|kind|warm|many)\s+)?(?:regards|wishes|greetings|thanks|cheers|sincerely(?: yours)?|yours sincerely|(?:mit )?(?:freundlichen|vielen|besten|lieben|herzlichen)?\s*(?:grüßen?|gruß)|cordialement|saludos|atentamente|cordiali saluti|met vriendelijke groet)\s*[,!.]?\s*$/iu;

/** The lines of the signature, without quotes; undefined where none can be told. */
export function signatureIn(mailText: string): string | undefined {
  const lines = mailText.slice(0, lookedAt).replace(/\r\n?/g, '\n').split('\n');
  const quote = lines.findIndex((line) => /^\s{0,3}[>|]/u.test(line));
  const own = quote < 0 ? lines : lines.slice(0, quote);
  const at = own.findLastIndex((line) => mark.test(line) || farewell.test(line));
  if (at <= 0) return undefined;
  const said = own
    .slice(at + 1)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (said.length === 0 || said.length > mostLines) return undefined;
  return said.join('\n').slice(0, longest);
}
