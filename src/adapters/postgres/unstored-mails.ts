// Mails that could not be stored, as rows.
import type { UnstoredMail, UnstoredMails } from '../../application/mail/unstored-mails.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresUnstoredMails(sql: Db): UnstoredMails {
  return {
    of: async (account) => [
      ...(await answering(sql<UnstoredMail[]>`
        select mail_id as "mailId", attempts, wanted from unstored_mails where account = ${account} order by mail_id`)),
    ],
    async failed(account, mailId) {
      const [row] = await answering(sql<{ attempts: number }[]>`
        insert into unstored_mails (account, mail_id, attempts) values (${account}, ${mailId}, 1)
        on conflict (account, mail_id) do update set attempts = unstored_mails.attempts + 1
        returning attempts`);
      return row?.attempts ?? 1;
    },
    async want(account, mailId, attempts) {
      await answering(sql`
        insert into unstored_mails (account, mail_id, attempts, wanted) values (${account}, ${mailId}, ${attempts}, true)
        on conflict (account, mail_id) do update set wanted = true`);
    },
    async settle(account, mailId) {
      await answering(sql`delete from unstored_mails where account = ${account} and mail_id = ${mailId}`);
    },
  };
}
