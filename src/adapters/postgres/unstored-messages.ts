// Messages that could not be stored, as rows.
import type { UnstoredMessage, UnstoredMessages } from '../../application/channel/unstored-messages.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresUnstoredMessages(sql: Db): UnstoredMessages {
  return {
    of: async (account) => [
      ...(await answering(sql<UnstoredMessage[]>`
        select mail_id as "providerMessageId", attempts, wanted from unstored_mails where account = ${account} order by mail_id`)),
    ],
    async failed(account, providerMessageId) {
      const [row] = await answering(sql<{ attempts: number }[]>`
        insert into unstored_mails (account, mail_id, attempts) values (${account}, ${providerMessageId}, 1)
        on conflict (account, mail_id) do update set attempts = unstored_mails.attempts + 1
        returning attempts`);
      return row?.attempts ?? 1;
    },
    async want(account, providerMessageId, attempts) {
      await answering(sql`
        insert into unstored_mails (account, mail_id, attempts, wanted) values (${account}, ${providerMessageId}, ${attempts}, true)
        on conflict (account, mail_id) do update set wanted = true`);
    },
    async settle(account, providerMessageId) {
      await answering(
        sql`delete from unstored_mails where account = ${account} and mail_id = ${providerMessageId}`,
      );
    },
  };
}
