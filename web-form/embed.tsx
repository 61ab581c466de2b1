// The single-file embed: defines <ledgerdesk-form> and, where the page has none, puts one where the script stands.
import { defineFormElement } from './embed/element.tsx';
import { placeElement } from './embed/place.ts';

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
const base = script?.src ? new URL(script.src).origin : location.origin;
defineFormElement(base);

if (script && document.readyState === 'loading') {
  // An element further down would make ours superfluous: wait until the page is read.
  document.addEventListener('DOMContentLoaded', () => placeElement(script, base));
} else if (script) {
  placeElement(script, base);
}
