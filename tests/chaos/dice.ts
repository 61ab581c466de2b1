// Chance that repeats: the same seed, the same run of decisions.
import { dice } from '../infra/history.ts';

export interface Dice {
  /** 0 … 1 */
  next(): number;
  /** A whole number below `sides`. */
  roll(sides: number): number;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
}

export function seededDice(seed: number): Dice {
  const next = dice(seed);
  const roll = (sides: number) => Math.floor(next() * sides);
  return {
    next,
    roll,
    pick(from) {
      const found = from[roll(from.length)];
      if (found === undefined) throw new RangeError('nothing to pick from');
      return found;
    },
    shuffled(list) {
      const rest = [...list];
      return list.flatMap(() => rest.splice(roll(rest.length), 1));
    },
  };
}
