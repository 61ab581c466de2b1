// What is looked up about WhatsApp.
import { addressTrait, type Digest } from '../../application/projection/thread-rows.ts';
import type {
  SaidWish,
  SentReply,
  WhatsappDirectory,
} from '../../application/whatsapp/whatsapp-directory.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

/** @param digest the one that the rows were made with */
export function postgresWhatsappDirectory(sql: Db, digest: Digest): WhatsappDirectory {
  const wishes = (address: string) =>
    answering(sql<SaidWish[]>`
      select customer_id as "customerId", wish, (extract(epoch from said_at) * 1000)::float8 as "saidAt"
      from address_wishes where channel = 'whatsapp' and address = ${addressTrait(address, digest)}
      order by said_at desc, wish desc, customer_id`);
  return {
    awaitingNews: async ({ after, until, behind }, limit) =>
      answering(sql<SentReply[]>`
        select message_id as "replyId", ticket_id as "ticketId", (extract(epoch from at) * 1000)::float8 as at
        from messages
        where channel = 'whatsapp' and state = 'sent' and at > ${new Date(after)} and at <= ${new Date(until)}
          and (at, message_id) > (${new Date(behind?.at ?? after)}, ${behind?.replyId ?? nil}::uuid)
        order by at, message_id limit ${limit}`),
    wish: async (address) => (await wishes(address))[0]?.wish,
    wishes,
  };
}

/** Before every other. */
const nil = '00000000-0000-0000-0000-000000000000';
