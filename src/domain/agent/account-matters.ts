// Whether a question is about the customer's own account, so that it matters who asks.

const own = /\b(my|mine|our|mein(e[nmrs]?)?|mon|ma|mes|mi|mis|meu|minha|il mio|la mia|mijn)\b/iu;
const matters =
  /\b(account|order|orders|invoice|bill|billing|subscription|plan|payment|refund|address|profile|ticket|history|data|delivery|parcel|konto|bestellung|rechnung|abo|lieferung|daten|compte|commande|facture|abonnement|livraison|cuenta|pedido|factura|suscripci\u00f3n|conta|fatura|ordine|fattura|ordini|bestelling|factuur)\b/iu;

/** "Where is my order?" does; "how do I print a label?" does not. */
export function concernsAccount(question: string): boolean {
  const text = question.slice(0, 4_000);
  return own.test(text) && matters.test(text);
}
