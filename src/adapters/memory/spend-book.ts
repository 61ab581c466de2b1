// Accounts of what models cost, in memory.
import type { SpendBook } from '../../application/agent/spending.ts';

export function memorySpendBook(): SpendBook {
  const booked = new Map<string, number>();
  const on = (account: string) => booked.get(account) ?? 0;
  return {
    async reserve(micros, accounts) {
      const full = accounts.find(({ name, capMicros }) => on(name) + micros > capMicros);
      if (full) return full.name;
      for (const { name } of accounts) booked.set(name, on(name) + micros);
      return undefined;
    },
    async adjust(byMicros, accounts) {
      for (const account of accounts) booked.set(account, Math.max(0, on(account) + byMicros));
    },
    spent: async (account) => on(account),
  };
}
