// Words to search for. They may be what a person wrote or is known by, so they come in a header and not in an address,
// which logs on the way, histories and links that are passed on would keep.
import { Type } from '@sinclair/typebox';
import { Refusal } from './problem.ts';

const header = 'ledgerdesk-words';
/** UTF-16 units. */
const longest = 200;

/** The headers of a list that is searched by words. @param description what is found by them */
export const WordsHeader = (description: string) =>
  Type.Object(
    {
      [header]: Type.Optional(
        Type.String({
          // Percent-encoding makes at most nine characters of one.
          maxLength: 9 * longest,
          description: `${description} Percent-encoded UTF-8, ${longest} characters at most; never in the address.`,
          examples: ['label%20printer'],
        }),
      ),
    },
    { additionalProperties: true },
  );

/** Before anything else is checked, so that whoever still sends them so learns where they belong. @throws Refusal */
export function refuseInAddress({ request }: { readonly request: Request }): void {
  if (!new URL(request.url).searchParams.has('q')) return;
  const message = `Please send the words in the header ${header}, percent-encoded: an address ends up in logs.`;
  throw new Refusal('invalid-fields', { errors: [{ field: 'q', message }] });
}

/** @returns the words of a request; empty when it has none @throws Refusal */
export function wordsOf({ headers }: Request): string {
  const words = decoded(headers.get(header) ?? '');
  if (words !== undefined && words.length <= longest) return words;
  const message = `Please give up to ${longest} characters, percent-encoded.`;
  throw new Refusal('invalid-fields', { errors: [{ field: header, message }] });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
