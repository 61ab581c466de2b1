// What is looked up about WhatsApp.
import { addressTrait, type Digest } from '../../application/projection/thread-rows.ts';
import type { SentReply, WhatsappDirectory } from '../../application/whatsapp/whatsapp-directory.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

/** @param digest the one that the rows were made with */
export function postgresWhatsappDirectory(sql: Db, digest: Digest): WhatsappDirectory {
  return {
    awaitingNews: async ({ after, until, behind }, limit) =>
      answering(sql<SentReply[]>`
        select message_id as "replyId", ticket_id as "ticketId", (extract(epoch from at) * 1000)::float8 as at
        from messages
        where channel = 'whatsapp' and state = 'sent' and at > ${new Date(after)} and at <= ${new Date(until)}
          and (at, message_id) > (${new Date(behind?.at ?? after)}, ${behind?.replyId ?? nil}::uuid)
        order by at, message_id limit ${limit}`),
    async wish(address) {
      const [row] = await answering(sql<{ wish: 'stop' | 'start' }[]>`
        select wish from address_wishes where channel = 'whatsapp' and address = ${addressTrait(address, digest)}`);
      return row?.wish;
    },
  };
}

/** Before every other. */
const nil = '00000000-0000-0000-0000-000000000000';
