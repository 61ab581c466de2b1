// A message that only says thanks, or that it works now: the customer's confirmation, which nobody has to answer.
import { folded, sentencesOf, wordsOf } from './wording.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** One of these must be there. */
const markers = list(`
  thanks thank thankyou thx ty tysm cheers appreciate appreciated grateful solved fixed sorted resolved works worked working
  perfect trick helped helpful done danke dankeschön merci gracias grazie obrigado obrigada bedankt dank`);

/** And nothing but these beside it: what belongs to thanking, and to saying that all is well. */
const company = list(`
  a all am and any anymore are as awesome been best brilliant bye can close closed cool day did does dear everything evening
  excellent exactly fantastic fast fine finally for from good goodbye great guys had has have having hello hi i i'm in indeed is it
  it's its kind kindly lot lots lovely many me much my nice night now of ok okay on our out patience perfectly please problem
  problems prompt question quick quickly quite really regards reply response right running so super sure swift team that that's
  the this ticket time to today too top up us very was we weekend well were what wishes with wonderful works worked yes yep you
  your yours advice answer answers assistance explanation help information hint issue issues support tip tips again again
  vielen schön sehr beaucoup muchas molte mille muito muita hartelijk wel jetzt klappt funktioniert`);

/** Signing off with a name. */
const mostNames = 2;
const longest = 300;

/**
 * Whether a message thanks or confirms and does nothing else. A question mark, a "but", a "not", or any word about
 * something else makes it a message like others.
 */
export function isOnlyThanks(text: string): boolean {
  if (text.length > longest || text.includes('?')) return false;
  const sentences = sentencesOf(folded(text)).map(wordsOf);
  const words = sentences.flat();
  if (!words.some((word) => markers.has(word))) return false;
  const signed = wordsOf(text.normalize('NFKC')).filter(
    (word) => !belongs(word.toLowerCase().replaceAll('’', "'")),
  );
  const atEnd = words.slice(words.length - signed.length).every((word) => !belongs(word));
  return signed.length <= mostNames && atEnd && signed.every((word) => /^\p{Lu}\p{Ll}/u.test(word));
}

const belongs = (word: string) => markers.has(word) || company.has(word);
