// The two sides of a merge or of its undo: whose addresses and tickets are whose.
import { useWords } from '../staff/language.ts';
import type { CustomerCard, MergePreview } from './contract-people.ts';
import { stripHidden } from './visible-text.ts';
import { inboxWords } from './words.ts';

/** Until the undo both are one customer, under the name of whoever stays: each side gets what will be its own. */
export function parted(whole: CustomerCard, preview: MergePreview, from: string) {
  const leaving = new Set([from, ...preview.members]);
  const moving = new Set(preview.tickets.map(({ reference }) => reference));
  return {
    from: {
      ...whole,
      name: null,
      members: whole.members.filter(({ customerId }) => leaving.has(customerId)),
      tickets: preview.tickets,
    },
    to: {
      ...whole,
      members: whole.members.filter(({ customerId }) => !leaving.has(customerId)),
      tickets: whole.tickets.filter(({ reference }) => !moving.has(reference)),
    },
  };
}

interface PersonProps {
  readonly card: CustomerCard | undefined;
  readonly label: string;
  /** Part of a customer whose own name is not known here. */
  readonly isPart?: boolean;
}

export function Person({ card, label, isPart = false }: PersonProps) {
  const words = useWords(inboxWords);
  const identifiers = card?.members.flatMap((member) => member.identifiers) ?? [];
  return (
    <section className="person" aria-label={label}>
      <p className="fine">{label}</p>
      {!isPart && <strong dir="auto">{stripHidden(card?.name ?? '') || words.unnamed}</strong>}
      <ul className="identifiers">
        {identifiers.slice(0, 6).map(({ kind, value, evidence }) => (
          <li key={`${kind} ${value}`}>
            <bdi className="identifier-value">{stripHidden(value)}</bdi>
            <span className="grade-tag" data-grade={evidence}>
              {words.grade[evidence] ?? evidence}
            </span>
          </li>
        ))}
      </ul>
      <p className="fine">{words.merge.ticketCount(card?.tickets.length ?? 0)}</p>
    </section>
  );
}
