// What a reply says that something is: a false property in a sentence that is otherwise the article's own words.
import { contentWords, folded, sentencesOf } from './wording.ts';

/** "is", "are", "remains" and the like in the languages we read, then what is said of the thing, to the end of the clause. */
const copula =
  /(?<![\p{L}\p{N}'])(?:is|are|was|were|remains?|becomes?|ist|sind|bleibt|wird|est|sont|reste|es|está|son|están|è|sono|resta|é|são|fica|zijn|blijft|wordt)(?![\p{L}\p{N}']) +([^,;:.!?()\n–—]{2,80})/gu;

/** Words that judge or place, and state nothing of the matter that could be false in an article's stead. */
const open = new Set(
  contentWords(
    `possible available necessary needed required important correct right wrong ready fine easy simple quick slow normal
    common usual likely probably different same similar best better done complete finished enough called shown found listed
    used set way round upside open closed empty full new old small large big long short high low visible active
    möglich nötig notwendig wichtig richtig falsch einfach leicht fertig bereit leer voll neu oben unten wahrscheinlich
    nécessaire correct faux facile simple prêt vide nouveau haut bas probable probablement
    posible necesario importante correcto equivocado fácil sencillo listo vacío nuevo arriba abajo probablemente
    possibile necessario corretto sbagliato semplice pronto vuoto nuovo alto basso probabile probabilmente
    possível necessário correto errado fácil simples vazio novo cima baixo provável provavelmente
    mogelijk nodig belangrijk juist verkeerd makkelijk eenvoudig klaar leeg nieuw boven onder waarschijnlijk`,
  ),
);

/**
 * @param source the cited passages
 * @returns the first "is …" of whose telling words none is in the source
 */
export function unknownPropertyIn(text: string, source: string): string | undefined {
  const stated = new Set(contentWords(source));
  for (const sentence of sentencesOf(folded(text)))
    for (const [whole, said = ''] of sentence.matchAll(copula)) {
      const words = contentWords(said);
      if (words.length > 0 && !words.some((word) => stated.has(word) || open.has(word))) return whole;
    }
  return undefined;
}
