// A second way to ask the knowledge base: the words that carry the question, without the words around them.

const fillers = new Set(
  `a about after all also am an and any are as at be because been before but by can cannot could did do does doing done
  for from get getting go good had has have having hello help hi how i if in into is it its just know like me my need no
  not now of off on one or our out please really so some still such tell thank thanks than that the their them then there
  these they thing this to today too try tried trying up us use using very want was we were what when where which while
  who why will with would yes you your day dear come comes came morning since question problem issue anyone something`.split(
    /\s+/,
  ),
);

/**
 * @param subject what the customer called it; it often holds the one word that matters
 * @returns up to 12 words in order of appearance, each once; empty when nothing is left
 */
export function reformulate(subject: string, question: string): string {
  const words = `${subject} ${question}`.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const kept = new Set(words.filter((word) => word.length > 1 && !fillers.has(word)));
  return [...kept].slice(0, 12).join(' ');
}
