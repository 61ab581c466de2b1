// The text of a message, from whoever it is: only text nodes, every trick made visible, long ones in steps.
import { createElement, memo, type ReactNode, useMemo, useState } from 'react';
import { useWords } from '../staff/language.ts';
import { calm, foldedEnd, nextEnd } from './fold.ts';
import { type Piece, piecesOf } from './visible-text.ts';
import { inboxWords } from './words.ts';

export const MessageBody = memo(function MessageBody({ text }: { readonly text: string }) {
  const w = useWords(inboxWords);
  const whole = useMemo(() => calm(text), [text]);
  const [end, setEnd] = useState(() => foldedEnd(whole));
  const shown = end >= whole.length ? whole : whole.slice(0, end);
  const pieces = useMemo(() => piecesOf(shown), [shown]);
  if (whole === '') return <p className="body soft">{w.message.empty}</p>;
  const left = whole.length - end;
  return (
    <>
      {/* The text never changes, so its parts are given in place instead of by key. */}
      {createElement(
        'div',
        { className: 'body', dir: 'auto' },
        ...pieces.map((piece) => shownPiece(piece, w)),
      )}
      {left > 0 && (
        <p className="fold">
          <button type="button" className="link" onClick={() => setEnd(nextEnd(whole, end))}>
            {w.message.more}
          </button>
          <span className="fine">{w.message.left(left)}</span>
        </p>
      )}
    </>
  );
});

function shownPiece(piece: Piece, w: (typeof inboxWords)['en']): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'mark': {
      const times = piece.times > 1 ? ` ×${piece.times}` : '';
      return createElement(
        'span',
        { className: 'hidden-mark', title: w.message.hidden(`${piece.name} ${piece.code}${times}`) },
        piece.code,
        times,
      );
    }
    case 'link': {
      const { link } = piece;
      // A bdi each: what stands around it can neither reorder it nor be reordered by it.
      const written =
        link.disguise === undefined
          ? createElement(
              'a',
              { href: link.href, target: '_blank', rel: 'noopener noreferrer nofollow', dir: 'ltr' },
              link.written,
            )
          : createElement('bdi', { className: 'no-link' }, link.written);
      if (!link.telling) return createElement('bdi', null, written);
      const told = link.disguise === undefined ? w.message.leadsTo : w.message.disguise[link.disguise];
      const host = createElement(
        'span',
        { className: 'host', 'data-odd': link.disguise !== undefined, dir: 'ltr' },
        `${told} ${link.host}`,
      );
      return createElement('bdi', null, written, ' ', host);
    }
  }
}

/** A line that somebody else wrote, such as a subject or the name of a file. */
export function Line({ text }: { readonly text: string }) {
  return <bdi>{text}</bdi>;
}
