// What is being written on a ticket, as a state that key presses, answers of the desk and other tabs change.
import type { Trouble } from '../client/http.ts';
import type { Between } from './contract.ts';
import type { Draft, DraftKind, DraftNews } from './drafts.ts';

export interface Composition {
  readonly kind: DraftKind;
  /** Undefined: nobody has begun. */
  readonly draft: Draft | undefined;
  readonly open: boolean;
  /** Grows with every wish to write: then the box takes the focus. */
  readonly asked: number;
  readonly sending: boolean;
  /** Why the last try went wrong; the text is still there. */
  readonly trouble: Trouble | undefined;
  /** The ticket moved in a way that matters: the second send is not sent. */
  readonly conflict: Between | undefined;
  /** Another tab of the same person sent or changed it. */
  readonly elsewhere: DraftNews['kind'] | undefined;
}

export type CompositionAction =
  | { readonly kind: 'open'; readonly as: DraftKind; readonly draft: Draft | undefined }
  | { readonly kind: 'close' }
  | { readonly kind: 'typed'; readonly draft: Draft | undefined }
  | { readonly kind: 'sending' }
  | { readonly kind: 'sent' }
  /** There is nobody left to write to, or about. */
  | { readonly kind: 'erased' }
  | { readonly kind: 'failed'; readonly trouble: Trouble; readonly draft: Draft }
  | { readonly kind: 'conflict'; readonly between: Between; readonly draft: Draft }
  /** The writer has looked at what came in between. */
  | { readonly kind: 'looked'; readonly draft: Draft }
  | { readonly kind: 'heard'; readonly news: DraftNews };

export function begin(kind: DraftKind, draft: Draft | undefined): Composition {
  const rest = { asked: 0, sending: false, trouble: undefined, conflict: undefined, elsewhere: undefined };
  return { kind, draft, open: draft !== undefined, ...rest };
}

export function reduceComposition(state: Composition, action: CompositionAction): Composition {
  switch (action.kind) {
    case 'open':
      if (state.kind === action.as) return { ...state, open: true, asked: state.asked + 1 };
      return { ...begin(action.as, action.draft), open: true, asked: state.asked + 1 };
    case 'close':
      return state.sending ? state : { ...state, open: false };
    case 'typed':
      return { ...state, draft: action.draft, trouble: undefined, elsewhere: undefined };
    case 'sending':
      return { ...state, sending: true, trouble: undefined, conflict: undefined, elsewhere: undefined };
    case 'sent':
    case 'erased':
      return begin(state.kind, undefined);
    case 'failed':
      return { ...state, sending: false, open: true, draft: action.draft, trouble: action.trouble };
    case 'conflict':
      return { ...state, sending: false, open: true, draft: action.draft, conflict: action.between };
    case 'looked':
      return { ...state, draft: action.draft, conflict: undefined, asked: state.asked + 1 };
    case 'heard':
      return heardElsewhere(state, action.news);
  }
}

/** The other tab's text is taken over, for it is the same person's; while this tab sends, nothing changes under it. */
function heardElsewhere(state: Composition, news: DraftNews): Composition {
  if (state.sending) return state;
  if (news.kind === 'changed') return { ...state, draft: news.draft, open: true, elsewhere: 'changed' };
  // Without a text here there is nothing that could have gone.
  return state.draft === undefined ? state : { ...begin(state.kind, undefined), elsewhere: 'gone' };
}

/** The draft after a key press: begun with the first letter, and over with the last. */
export function typed(
  draft: Draft | undefined,
  text: string,
  ticket: { readonly version: number; readonly messages: readonly { readonly id: string }[] },
  fresh: { readonly actionId: string; readonly now: number },
): Draft | undefined {
  if (text === '') return undefined;
  if (draft) return { ...draft, text, savedAt: fresh.now };
  const seen = ticket.messages.map(({ id }) => id);
  return { text, actionId: fresh.actionId, basis: ticket.version, seen, savedAt: fresh.now };
}
