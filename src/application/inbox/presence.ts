// Who of the staff has a ticket open, and who is writing on it. Told from process to process and kept nowhere: who says nothing
// for a while is gone.
import type { Clock } from '../platform/clock.ts';

export interface Present {
  readonly name: string;
  readonly composing: boolean;
  /** ms since the epoch */
  readonly since: number;
}

export interface PresencePorts {
  readonly clock: Pick<Clock, 'elapsed'>;
  /** Tells the other processes; nothing personal of customers. Lost words do no harm: they are said again. */
  readonly announce: (text: string) => void;
}

export interface PresenceBook {
  /** Somebody has it open; to be said again every fifteen seconds. */
  here(reference: string, name: string, composing: boolean): void;
  left(reference: string, name: string): void;
  /** What another process announced. */
  hear(text: string): void;
  of(reference: string): readonly Present[];
  /** Lets go of who has not been heard of. */
  sweep(): void;
  /** Told when who is there, or who is writing, has changed. @returns what ends it */
  onChange(listener: (reference: string) => void): () => void;
}

/** Three words missed. */
const patienceMs = 45_000;
/** Tickets that are remembered; more than a staff has open. */
const mostTickets = 5_000;
/** Tickets that one person has open; more are the work of a program, which must not take the room of everybody else. */
const mostOpen = 50;
/** People who are shown at one ticket. */
const mostPeople = 50;

interface Entry extends Present {
  readonly heardAt: number;
}

export function presenceBook({ clock, announce }: PresencePorts): PresenceBook {
  const tickets = new Map<string, Map<string, Entry>>();
  const listeners = new Set<(reference: string) => void>();
  const tell = (reference: string) => {
    for (const listener of listeners) listener(reference);
  };
  const openOf = new Map<string, Set<string>>();
  const enter = (reference: string, name: string, composing: boolean) => {
    const people = tickets.get(reference) ?? new Map<string, Entry>();
    const before = people.get(name);
    if (!before) {
      if (people.size >= mostPeople) return;
      // The one they have said least of lately.
      const [longest] = openOf.get(name) ?? [];
      if (longest !== undefined && (openOf.get(name)?.size ?? 0) >= mostOpen) leave(longest, name);
      if (people.size === 0 && tickets.size >= mostTickets) return;
    }
    const now = clock.elapsed();
    // Said again, it is the last of theirs.
    const open = openOf.get(name) ?? new Set<string>();
    open.delete(reference);
    openOf.set(name, open.add(reference));
    people.set(name, { name, composing, since: before?.since ?? now, heardAt: now });
    tickets.set(reference, people);
    if (before?.composing !== composing) tell(reference);
  };
  const leave = (reference: string, name: string) => {
    const people = tickets.get(reference);
    if (!people?.delete(name)) return;
    const open = openOf.get(name);
    open?.delete(reference);
    if (open?.size === 0) openOf.delete(name);
    if (people.size === 0) tickets.delete(reference);
    tell(reference);
  };
  return {
    here(reference, name, composing) {
      enter(reference, name, composing);
      announce(JSON.stringify([reference, name, composing]));
    },
    left(reference, name) {
      leave(reference, name);
      announce(JSON.stringify([reference, name]));
    },
    hear(text) {
      const said: unknown = JSON.parse(text);
      if (!Array.isArray(said)) return;
      const [reference, name, composing] = said as readonly unknown[];
      if (typeof reference !== 'string' || typeof name !== 'string') return;
      if (typeof composing === 'boolean') enter(reference, name, composing);
      else leave(reference, name);
    },
    of: (reference) =>
      [...(tickets.get(reference)?.values() ?? [])].map(({ name, composing, since }) => ({
        name,
        composing,
        since,
      })),
    sweep() {
      const since = clock.elapsed() - patienceMs;
      for (const [reference, people] of tickets)
        for (const { name, heardAt } of people.values()) if (heardAt < since) leave(reference, name);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
