// The composer's state in the page: kept as a draft with every key, sent once, and given back when it could not be.
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { freshId } from '../client/fresh-id.ts';
import { caughtUp } from './between.ts';
import { act, betweenOf } from './calls.ts';
import { begin, type Composition, reduceComposition, typed } from './composition.ts';
import type { InboxMessage, InboxTicket } from './contract.ts';
import { browserPlace, type Draft, type DraftKind, keepDrafts } from './drafts.ts';

export interface Composing extends Composition {
  readonly open: boolean;
  readonly start: (kind: DraftKind) => void;
  readonly close: () => void;
  readonly type: (text: string) => void;
  /** Takes what is there now as seen, and sends when asked to. */
  readonly look: (andSend: boolean) => void;
  readonly send: () => void;
}

export interface ComposingPorts {
  readonly person: string;
  readonly ticket: InboxTicket;
  /** Shown in the conversation until the desk has it; undefined takes it back. */
  readonly onPending: (message: InboxMessage | undefined) => void;
  readonly onSent: (kind: DraftKind) => void;
  /** The desk knows more than the page does. */
  readonly onBehind: () => void;
}

/** Give the component a key of the ticket's reference, so that it starts anew with another one. */
export function useComposition({ person, ticket, onPending, onSent, onBehind }: ComposingPorts): Composing {
  const drafts = useMemo(() => keepDrafts(browserPlace, person), [person]);
  const { reference, customer } = ticket;
  const [state, dispatch] = useReducer(reduceComposition, undefined, () => {
    const reply = drafts.load(reference, 'reply');
    const note = drafts.load(reference, 'note');
    return reply || !note ? begin('reply', reply) : begin('note', note);
  });
  const now = useRef({ state, ticket });
  now.current = { state, ticket };
  // What this page has done itself is nothing that came in between, even before the desk shows it.
  const own = useRef<{ readonly version: number; readonly ids: readonly string[] }>({ version: 0, ids: [] });
  useEffect(
    () => drafts.watch(reference, state.kind, (news) => dispatch({ kind: 'heard', news })),
    [drafts, reference, state.kind],
  );
  useEffect(() => {
    if (!customer.erased) return;
    drafts.forget(reference);
    dispatch({ kind: 'erased' });
  }, [customer.erased, drafts, reference]);
  const keep = useCallback(
    (kind: DraftKind, draft: Draft | undefined) => {
      if (draft) drafts.save(reference, kind, draft);
      else drafts.clear(reference, kind);
    },
    [drafts, reference],
  );
  const start = useCallback(
    (kind: DraftKind) => dispatch({ kind: 'open', as: kind, draft: drafts.load(reference, kind) }),
    [drafts, reference],
  );
  const type = useCallback(
    (text: string) => {
      const {
        state: { kind, draft },
        ticket: shown,
      } = now.current;
      const fresh = { actionId: freshId(), now: Date.now() };
      const next = typed(draft, text, withOwn(shown, own.current), fresh);
      keep(kind, next);
      dispatch({ kind: 'typed', draft: next });
    },
    [keep],
  );
  const deliver = useCallback(
    async (kind: DraftKind, draft: Draft) => {
      dispatch({ kind: 'sending' });
      onPending(pendingMessage(kind, draft, person, now.current.ticket.channel));
      const text = draft.text.trim();
      const answer = await (kind === 'note'
        ? act.note(reference, { noteId: draft.actionId, text })
        : act.reply(reference, { replyId: draft.actionId, text, expectedVersion: draft.basis }));
      if (answer.ok) {
        drafts.clear(reference, kind);
        own.current = { version: answer.body.version, ids: [...own.current.ids, draft.actionId] };
        dispatch({ kind: 'sent' });
        return onSent(kind);
      }
      onPending(undefined);
      const between = betweenOf(answer.trouble);
      if (between) dispatch({ kind: 'conflict', between, draft });
      else dispatch({ kind: 'failed', trouble: answer.trouble, draft });
      onBehind();
    },
    [drafts, reference, person, onPending, onSent, onBehind],
  );
  const send = useCallback(() => {
    const { kind, draft, sending } = now.current.state;
    if (draft && draft.text.trim() !== '' && !sending) void deliver(kind, draft);
  }, [deliver]);
  const look = useCallback(
    (andSend: boolean) => {
      const {
        state: { kind, draft },
        ticket: shown,
      } = now.current;
      if (!draft) return;
      const seen = caughtUp(draft, shown);
      keep(kind, seen);
      dispatch({ kind: 'looked', draft: seen });
      if (andSend) void deliver(kind, seen);
    },
    [keep, deliver],
  );
  const close = useCallback(() => dispatch({ kind: 'close' }), []);
  return { ...state, start, close, type, look, send };
}

function withOwn(
  { version, messages }: InboxTicket,
  own: { readonly version: number; readonly ids: readonly string[] },
): Parameters<typeof typed>[2] {
  return {
    version: Math.max(version, own.version),
    messages: [...messages, ...own.ids.map((id) => ({ id }))],
  };
}

function pendingMessage(kind: DraftKind, draft: Draft, person: string, channel: string): InboxMessage {
  const at = new Date().toISOString();
  return {
    id: draft.actionId,
    kind: kind === 'note' ? 'note' : 'staff',
    text: draft.text.trim(),
    at,
    channel,
    by: person,
    attachments: [],
    ...(kind === 'note' ? {} : { delivery: { state: 'sending', at } }),
  };
}
