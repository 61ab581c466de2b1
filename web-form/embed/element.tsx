// <ledgerdesk-form base category theme>: the form and then the conversation, shielded from the page's styles.
import { createRoot, type Root } from 'react-dom/client';
import { connectDesk } from '../client/desk.ts';
import { Boundary } from '../design/boundary.tsx';
import styles from '../design/style.css' with { type: 'text' };
import { EmbedApp } from './embed-app.tsx';
import { elementName } from './name.ts';

let shared: CSSStyleSheet | undefined;

/** Defines the element once, however often the script is on the page. `scriptOrigin` is the desk unless `base` says otherwise. */
export function defineFormElement(scriptOrigin: string): void {
  if (customElements.get(elementName)) return;
  customElements.define(
    elementName,
    class extends HTMLElement {
      #root: Root | undefined;

      connectedCallback() {
        const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
        shadow.adoptedStyleSheets = [houseStyle(), scaleOf(this)];
        const place = document.createElement('div');
        place.className = 'desk';
        shadow.replaceChildren(place);
        const base = (this.getAttribute('base') ?? scriptOrigin).replace(/\/+$/, '');
        this.#root = createRoot(place);
        this.#root.render(
          <Boundary>
            <EmbedApp desk={connectDesk(base)} category={this.getAttribute('category')} />
          </Boundary>,
        );
      }

      disconnectedCallback() {
        this.#root?.unmount();
        this.#root = undefined;
      }
    },
  );
}

/** Adopted, not inline: a strict content security policy of the page allows it. */
function houseStyle(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(styles);
  }
  return shared;
}

/** The reader's own text size. `rem` would be the page's, and pages set it to all kinds of things. */
function scaleOf(element: HTMLElement): CSSStyleSheet {
  const scale = new CSSStyleSheet();
  scale.replaceSync(':host{font-size:medium}');
  const root = element.shadowRoot;
  if (root) root.adoptedStyleSheets = [scale];
  const { fontSize } = getComputedStyle(element);
  scale.replaceSync(`:host{--rem:${fontSize}}`);
  return scale;
}
