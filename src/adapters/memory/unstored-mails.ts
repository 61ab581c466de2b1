// Mails that could not be stored in memory, for tests.
import type { UnstoredMail, UnstoredMails } from '../../application/mail/unstored-mails.ts';

export function memoryUnstoredMails(): UnstoredMails {
  const rows = new Map<string, UnstoredMail & { readonly account: string }>();
  const keyOf = (account: string, mailId: string) => JSON.stringify([account, mailId]);
  return {
    of: async (account) =>
      [...rows.values()]
        .filter((row) => row.account === account)
        .map(({ mailId, attempts, wanted }) => ({ mailId, attempts, wanted }))
        .sort((a, b) => (a.mailId < b.mailId ? -1 : 1)),
    async failed(account, mailId) {
      const key = keyOf(account, mailId);
      const before = rows.get(key) ?? { account, mailId, attempts: 0, wanted: false };
      rows.set(key, { ...before, attempts: before.attempts + 1 });
      return before.attempts + 1;
    },
    async want(account, mailId, attempts) {
      const key = keyOf(account, mailId);
      rows.set(key, { account, mailId, attempts: rows.get(key)?.attempts ?? attempts, wanted: true });
    },
    async settle(account, mailId) {
      rows.delete(keyOf(account, mailId));
    },
  };
}
