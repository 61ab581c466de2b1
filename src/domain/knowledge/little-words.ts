// Words that questions in other languages than English are wrapped in: what every text has, and what is only polite.
import { languageOf } from '../agent/language.ts';
import type { Language } from '../agent/languages/phrases.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));
const none: ReadonlySet<string> = new Set();

/** As `wordsOf` splits them: without apostrophes. "nicht", "pas" and their like stay out, for they turn a question round. */
const lists: Readonly<Record<Exclude<Language, 'en'>, ReadonlySet<string>>> = {
  de: words(`der die das den dem des ein eine einen einem einer eines und oder aber ist sind war bin hat haben habe wird werden
    ich du er sie es wir ihr mich mir uns ihnen ihn ihm mein meine meinen meinem meiner unser unsere unseren unserem unserer ihre
    ihren ihrem ihrer sein seine zu zum zur im in an am auf aus bei mit von vom für durch über unter nach vor seit bis um wie was
    wo wann wer warum wieso welche welcher welches kann können könnte könnten muss müssen soll sollen sollte möchte möchten will
    wollen darf dass wenn ob als auch noch schon nur so da dann denn man sich dort hier jetzt bitte danke hallo guten gute tag
    morgen abend moin sehr geehrte geehrter damen herren gruß grüße grüßen freundlichen freundliche viele lieber liebe frage gerne
    machen mache tun geht gibt`),
  fr: words(`le la les l un une des du de d et ou mais est sont suis ai as a avons avez ont je j tu il elle on nous vous ils elles
    me m te se s mon ma mes notre nos votre vos son sa ses leur leurs ce c cet cette ces à au aux en dans sur sous avec pour par
    sans chez entre que qu qui quoi dont où quand comment pourquoi quel quelle quels quelles puis peux peut pouvez pouvons pourriez
    pourrais dois doit faut voudrais veux voulez si y ne n plus très bien aussi encore déjà bonjour bonsoir salut merci svp plaît
    madame monsieur cordialement faire fait`),
  es: words(`el la los las un una unos unas y o u e pero es son está están soy estoy he ha hay ser estar yo tú él ella usted ustedes
    nosotros me te se nos le les lo mi mis tu tus su sus nuestro nuestra nuestros nuestras de del a al en con por para sin sobre
    entre desde hasta que qué quién cómo cuándo dónde cuál cuáles cuánto porque si ya también muy más todavía aún puedo puede
    pueden podemos podría debo debe tengo tiene quiero quisiera querría hola buenos buenas días tardes noches gracias favor saludos
    señor señora estimado estimados hacer hago`),
  it: words(`il lo la i gli le l un uno una e ed o ma è sono ho ha hanno abbiamo essere avere io tu lui lei noi voi loro mi ti si
    ci vi ne mio mia miei mie nostro nostra nostri nostre suo sua vostro vostra di del dello della dei degli delle a al allo alla
    ai agli alle da dal dalla dai dalle in nel nella nei nelle su sul sulla sui sulle con per tra fra che chi cosa come quando dove
    perché quale quali quanto se già ancora anche molto più posso può possiamo potrei potete devo deve vorrei voglio buongiorno
    buonasera salve ciao grazie prego favore cortesia saluti cordiali gentile gentili fare faccio`),
  pt: words(`o a os as um uma uns umas e ou mas é são está estão sou estou há ser estar eu tu ele ela você vocês nós me te se nos
    lhe meu minha meus minhas nosso nossa nossos nossas seu sua seus suas teu tua de do da dos das em no na nos nas a ao à aos às
    com por para pelo pela sem sobre entre desde até que quem como quando onde qual quais quanto porque porquê se já também muito
    mais ainda posso pode podem podemos poderia devo deve tenho tem quero queria gostaria olá oi bom boa dia tarde noite obrigado
    obrigada favor cumprimentos caro cara caros fazer faço`),
  nl: words(`de het een en of maar is zijn ben bent was heb hebt heeft hebben ik jij je u hij zij ze wij we jullie mij me ons mijn
    onze jouw uw hun van in op aan bij met voor door over onder na naar uit tot om te er dat die dit deze wat wie waar wanneer
    waarom hoe welke welk als ook nog al maar dan zo kan kunnen kunt kon moet moeten mag wil willen zou graag hallo hoi goedendag
    goedemorgen goedemiddag dag bedankt dank alstublieft alsjeblieft vriendelijke groet groeten beste geachte doen doe`),
};

/** @returns the little words of the language a text is written in; none for English and where the language is not certain */
export function littleWordsFor(text: string): ReadonlySet<string> {
  const language = languageOf(text);
  return language === undefined || language === 'en' ? none : lists[language];
}
