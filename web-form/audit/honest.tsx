// Somebody's text as it is: kept to its own direction, with what hides in it shown, and long ones cut until asked for.
import { useState } from 'react';
import { useWords } from '../staff/language.ts';
import { piecesOf } from './plain.ts';
import { auditWords } from './words.ts';

const longest = 2_000;

export function Honest({ text }: { readonly text: string }) {
  const w = useWords(auditWords);
  const [whole, setWhole] = useState(false);
  const shown = whole || text.length <= longest ? text : text.slice(0, longest);
  return (
    <>
      <bdi className="audit-value" dir="auto">
        <Pieces text={shown} />
      </bdi>
      {shown.length < text.length && (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          {w.showAllText(text.length)}
        </button>
      )}
    </>
  );
}

export function Pieces({ text }: { readonly text: string }) {
  let at = 0;
  return piecesOf(text).map((piece) => {
    at += piece.text.length;
    return piece.isHidden ? (
      <code key={at} className="audit-hidden">
        {piece.text}
      </code>
    ) : (
      piece.text
    );
  });
}
