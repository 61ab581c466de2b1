// The part of Gmail's search language that the desk uses.
import type { StoredMail } from './stored-mail.ts';

type Test = (mail: StoredMail) => boolean;

/** @throws for a term it does not know: the stand-in must not find what Gmail would not */
export function searchTest(query: string): Test {
  const tests = query
    .split(/\s+/)
    .filter((term) => term !== '')
    .map(termTest);
  return (mail) => tests.every((test) => test(mail));
}

function termTest(term: string): Test {
  const colon = term.indexOf(':');
  const value = term.slice(colon + 1);
  switch (term.slice(0, colon)) {
    case 'after':
      return ({ at }) => Math.floor(at / 1_000) >= Number(value);
    case 'before':
      return ({ at }) => Math.floor(at / 1_000) < Number(value);
    case 'rfc822msgid':
      return ({ view }) => view.messageId.replace(/^<|>$/g, '') === value;
    default:
      throw new Error(`the stand-in does not know the search term ${term}`);
  }
}
