// Words by which a customer asks not to be written to, and that they may be again. Only where they are the whole message:
// "please stop the printer" is a question. CANCEL, END and YES are left out, for customers say these to us.

const stop = new Set(['stop', 'stopall', 'stop all', 'unsubscribe', 'optout', 'opt out', 'opt-out']);
const start = new Set(['start', 'unstop', 'subscribe', 'optin', 'opt in', 'opt-in']);

export function consentIn(text: string): 'stop' | 'start' | undefined {
  if (text.length > 40) return undefined;
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, '')
    .replace(/\s+/g, ' ');
  if (stop.has(word)) return 'stop';
  return start.has(word) ? 'start' : undefined;
}
