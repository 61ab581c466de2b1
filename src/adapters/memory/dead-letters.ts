// Dead letters in memory.
import type { DeadLetter, DeadLetters } from '../../application/bus/dead-letters.ts';

export function memoryDeadLetters(): DeadLetters {
  const letters = new Map<string, DeadLetter>();
  const origin = ({ topic, partition, offset, attempts, key }: DeadLetter) =>
    JSON.stringify([topic, partition, offset, attempts, key]);
  return {
    async add(letter) {
      if (![...letters.values()].some((l) => origin(l) === origin(letter)))
        letters.set(letter.deadLetterId, letter);
    },
    list: async ({ state, limit }) =>
      [...letters.values()]
        .filter((l) => state === undefined || l.state === state)
        .sort((a, b) => b.parkedAt - a.parkedAt || (a.deadLetterId < b.deadLetterId ? -1 : 1))
        .slice(0, limit),
    get: async (id) => letters.get(id),
    parked: async () => [...letters.values()].filter((l) => l.state === 'parked').length,
    async resolve(id, { state, by, at }) {
      const letter = letters.get(id);
      if (letter?.state !== 'parked') return false;
      letters.set(id, { ...letter, state, resolvedBy: by, resolvedAt: at });
      return true;
    },
  };
}
