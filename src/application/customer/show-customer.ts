// A customer as staff see them: everybody merged into them, why each identifier is theirs, and who else they may be.
import { type Explained, explain } from '../../domain/customer/explain.ts';
import { hintFor } from '../../domain/customer/hints.ts';
import type { LinkedIdentifier } from '../../domain/customer/state.ts';
import { type Reason, type Weighed, weigh } from '../../domain/customer/weigh.ts';
import type { CustomerBook, HeldTicket, OpenConflict } from './customer-directory.ts';
import { type Family, loadFamily } from './family.ts';
import type { MergePorts } from './merge-customers.ts';

type ShowPorts = Pick<MergePorts, 'events' | 'book'>;

interface Step extends Explained {
  readonly customerId: string;
  /** ms since the epoch */
  readonly at: number;
  /** Id of staff, where staff decided. */
  readonly by: string | null;
}

export interface CustomerCard {
  /** Who stands for them. */
  readonly customerId: string;
  readonly name: string | null;
  readonly members: readonly {
    readonly customerId: string;
    /** Null for the one who stands for all. */
    readonly mergedInto: string | null;
    readonly identifiers: readonly LinkedIdentifier[];
  }[];
  readonly tickets: readonly HeldTicket[];
  /** Oldest first. */
  readonly timeline: readonly Step[];
  /** Somebody of the same name, with the same signature, or of the same form session. Only a hint. */
  readonly suggestions: readonly Candidate[];
}

export interface Candidate extends Weighed {
  readonly customerId: string;
  readonly name: string | null;
}

export interface WeighedConflict extends OpenConflict, Weighed {
  readonly name: string | null;
  readonly otherName: string | null;
}

const mostTickets = 50;
const mostSuggestions = 5;

/** @param customerId of whomever of them @throws StoreUnavailable */
export async function showCustomer(ports: ShowPorts, customerId: string): Promise<CustomerCard | undefined> {
  const family = await loadFamily(ports.events, customerId);
  const { root, person, members } = family;
  if (!root || !person) return undefined;
  const ids = [...members.keys()];
  return {
    customerId: root.customerId,
    name: person.name?.text ?? null,
    members: [...members].map(([id, { customer }]) => ({
      customerId: id,
      mergedInto: customer?.mergedInto ?? null,
      identifiers: customer?.identifiers ?? [],
    })),
    tickets: await ports.book.ticketsHeld(ids, mostTickets),
    timeline: timelineOf(family),
    suggestions: await suggestionsFor(ports, family),
  };
}

/** Conflicts that nobody has decided about, oldest first, each with what speaks for and against. @throws StoreUnavailable */
export async function openConflicts(ports: ShowPorts, limit: number): Promise<readonly WeighedConflict[]> {
  const found: WeighedConflict[] = [];
  // One after the other: a long list must not take all connections from those who wait.
  for (const conflict of await ports.book.conflicts(limit)) {
    const [one, other] = [
      await loadFamily(ports.events, conflict.customerId),
      await loadFamily(ports.events, conflict.otherId),
    ];
    if (!one.person || !other.person) continue;
    found.push({
      ...conflict,
      name: one.person.name?.text ?? null,
      otherName: other.person.name?.text ?? null,
      ...weigh(one.person, other.person, conflict.kinds),
    });
  }
  return found;
}

function timelineOf({ members }: Family): readonly Step[] {
  return [...members]
    .flatMap(([customerId, { events }]) =>
      events.flatMap((event) => {
        const explained = explain(event);
        const { actor } = event.metadata;
        const by = actor.kind === 'staff' ? (actor.id ?? null) : null;
        if (explained === undefined) return [];
        return [{ id: event.id, step: { ...explained, customerId, at: event.at, by } }];
      }),
    )
    .sort((a, b) => a.step.at - b.step.at || (a.id < b.id ? -1 : 1))
    .map(({ step }) => step);
}

async function suggestionsFor(
  {
    events,
    book,
  }: { readonly events: ShowPorts['events']; readonly book: Pick<CustomerBook, 'namesakes' | 'alike'> },
  { person, members }: Family,
): Promise<readonly Candidate[]> {
  if (!person) return [];
  const alike = (await book.alike([...members.keys()], 4 * mostSuggestions)).flatMap((one) => {
    const hint = hintFor(one.kind, one.count);
    return hint === undefined ? [] : [{ customerId: one.customerId, hint }];
  });
  const named = person.name ? await book.namesakes(person.name.text, 2 * mostSuggestions) : [];
  const found: Candidate[] = [];
  const seen = new Set(members.keys());
  for (const { customerId } of [...alike, ...named]) {
    if (seen.has(customerId) || found.length === mostSuggestions) continue;
    const other = await loadFamily(events, customerId);
    for (const id of other.members.keys()) seen.add(id);
    if (!other.person) continue;
    const name = other.person.name?.text ?? null;
    const theirs = alike.filter((one) => other.members.has(one.customerId)).map(({ hint }) => hint);
    const { speaksFor, speaksAgainst } = weigh(person, other.person);
    const candidate = { customerId: other.person.customerId, name, speaksAgainst };
    found.push({ ...candidate, speaksFor: [...once(theirs), ...speaksFor] });
  }
  return found;
}

/** Members of one family may all be alike in the same. */
function once(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((reason) => [reason.sentence, reason])).values()];
}
