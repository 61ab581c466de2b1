// Messages that could not be stored in memory, for tests.
import type { UnstoredMessage, UnstoredMessages } from '../../application/channel/unstored-messages.ts';

export function memoryUnstoredMessages(): UnstoredMessages {
  const rows = new Map<string, UnstoredMessage & { readonly account: string }>();
  const keyOf = (account: string, providerMessageId: string) => JSON.stringify([account, providerMessageId]);
  return {
    of: async (account) =>
      [...rows.values()]
        .filter((row) => row.account === account)
        .map(({ providerMessageId, attempts, wanted }) => ({ providerMessageId, attempts, wanted }))
        .sort((a, b) => (a.providerMessageId < b.providerMessageId ? -1 : 1)),
    async failed(account, providerMessageId) {
      const key = keyOf(account, providerMessageId);
      const before = rows.get(key) ?? { account, providerMessageId, attempts: 0, wanted: false };
      rows.set(key, { ...before, attempts: before.attempts + 1 });
      return before.attempts + 1;
    },
    async want(account, providerMessageId, attempts) {
      const key = keyOf(account, providerMessageId);
      rows.set(key, {
        account,
        providerMessageId,
        attempts: rows.get(key)?.attempts ?? attempts,
        wanted: true,
      });
    },
    async settle(account, providerMessageId) {
      rows.delete(keyOf(account, providerMessageId));
    },
  };
}
