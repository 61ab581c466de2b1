// English in a German text: words that every English sentence is full of, and no German one has.

const telling =
  /(?<![\p{L}-])(?:the|and|of|with|your|you|this|that|from|not|is|are|to|for|by|has|have|been|who|which|their|its|it|on|at|be|no|we|or|as|waiting|loading|nothing|failed|received|delivered|answered|ago)(?![\p{L}-])/giu;

/** Parts of commands and names that stay in every language. */
const kept = /„ledgerdesk [a-z ]+“|\b[a-z]+\.[a-z]+\b|LEDGERDESK_\w+|WhatsApp|E-Mail/g;

/** @returns the English words in it */
export function englishIn(text: string): readonly string[] {
  return text.replace(kept, '').match(telling) ?? [];
}
