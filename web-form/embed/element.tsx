// <ledgerdesk-form base category theme identity>: the form and then the conversation, shielded from the page's styles.
import { createRoot, type Root } from 'react-dom/client';
import { connectDesk } from '../client/desk.ts';
import { Boundary } from '../design/boundary.tsx';
import styles from '../design/style.css' with { type: 'text' };
import { EmbedApp } from './embed-app.tsx';
import { withIdentity } from './identity.ts';
import { elementName } from './name.ts';

let shared: CSSStyleSheet | undefined;

/** Defines the element once, however often the script is on the page. `scriptOrigin` is the desk unless `base` says otherwise. */
export function defineFormElement(scriptOrigin: string): void {
  if (customElements.get(elementName)) return;
  customElements.define(
    elementName,
    class extends HTMLElement {
      #root: Root | undefined;
      /** Gives a fresh identity token for each submission; the page sets it. The attribute `identity` is good for one. */
      identity: (() => Promise<string> | string) | undefined;

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
            <EmbedApp
              desk={withIdentity(connectDesk(base), () => identityOf(this))}
              category={this.getAttribute('category')}
            />
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

/** What the page says of who is in front of it; undefined where it says nothing. */
async function identityOf(
  element: HTMLElement & { readonly identity?: unknown },
): Promise<string | undefined> {
  const { identity } = element;
  const token: unknown = typeof identity === 'function' ? await identity() : element.getAttribute('identity');
  return typeof token === 'string' && token !== '' ? token : undefined;
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
