// Given events, when a command, it gives events or is refused: strict, and typed by the decider under test.
import { expect } from 'bun:test';
import { type DomainEvent, isRejection, type Rejection } from '../../src/domain/event/define.ts';

export interface Decider<C, S, E extends DomainEvent> {
  readonly initialState: S;
  readonly decide: (command: C, state: S) => readonly E[] | Rejection;
  /** `at` is the event's place in the history, in seconds after the epoch's start. */
  readonly evolve: (state: S, event: E & { readonly at: number }) => S;
}

/** Binds the three words to a decider. */
export function scenario<C, S, E extends DomainEvent>(decider: Decider<C, S, E>) {
  const fold = (events: readonly E[]) =>
    events.reduce(
      (state, event, i) => decider.evolve(state, { ...event, at: i * 1000 }),
      decider.initialState,
    );
  return (...past: readonly E[]) => ({
    state: fold(past),
    when: (command: C) => {
      const outcome = decider.decide(command, fold(past));
      return {
        gives: (...expected: readonly E[]) => expect(outcome).toStrictEqual([...expected]),
        refused: (code: string) => expect(isRejection(outcome) ? outcome.rejected : outcome).toBe(code),
        /** The past together with what was decided, for the next step. */
        and: () => {
          if (isRejection(outcome)) throw new Error(`refused: ${outcome.rejected}`);
          return [...past, ...outcome];
        },
      };
    },
  });
}
