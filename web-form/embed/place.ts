// Where the form goes when the page has only the script tag.
import { elementName, placedBy } from './name.ts';

/** Puts a form right after the script, unless the page's author has placed one. */
export function placeElement(script: HTMLScriptElement, base: string): void {
  if (document.querySelector(`${elementName}:not([${placedBy}])`)) return;
  const element = document.createElement(elementName);
  element.setAttribute('base', base);
  element.setAttribute(placedBy, 'script');
  const { category, theme } = script.dataset;
  if (category) element.setAttribute('category', category);
  if (theme) element.setAttribute('theme', theme);
  // A script in the head has no place of its own on the page.
  if (script.parentElement && script.parentElement !== document.head) script.after(element);
  else document.body.append(element);
}
