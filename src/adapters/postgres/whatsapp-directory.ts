// What is looked up about WhatsApp.
import { addressTrait, type Digest } from '../../application/projection/thread-rows.ts';
import type {
  AddressWishes,
  SaidWish,
  SentReply,
  WhatsappDirectory,
} from '../../application/whatsapp/whatsapp-directory.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

/** @param digest the one that the rows were made with */
export function postgresWhatsappDirectory(sql: Db, digest: Digest): WhatsappDirectory {
  /** In one statement: who counts later than they look would miss whoever spoke in between. */
  const wishes = async (address: string): Promise<AddressWishes> => {
    const rows = await answering(sql<(SaidWish & { words: number })[]>`
      select customer_id as "customerId", wish, (extract(epoch from said_at) * 1000)::float8 as "saidAt",
        (select coalesce(max(ordinal), 0) from address_words a where (a.channel, a.address) = (w.channel, w.address)) as words
      from address_wishes w where channel = 'whatsapp' and address = ${addressTrait(address, digest)}
      order by said_at desc, wish desc, customer_id`);
    const speakers = rows.map(({ customerId, wish, saidAt }) => ({ customerId, wish, saidAt }));
    return { speakers, next: (rows[0]?.words ?? 0) + 1 };
  };
  return {
    awaitingNews: async ({ after, until, behind }, limit) =>
      answering(sql<SentReply[]>`
        select message_id as "replyId", ticket_id as "ticketId", (extract(epoch from at) * 1000)::float8 as at
        from messages
        where channel = 'whatsapp' and state = 'sent' and at > ${new Date(after)} and at <= ${new Date(until)}
          and (at, message_id) > (${new Date(behind?.at ?? after)}, ${behind?.replyId ?? nil}::uuid)
        order by at, message_id limit ${limit}`),
    wish: async (address) => (await wishes(address)).speakers[0]?.wish,
    wishes,
  };
}

/** Before every other. */
const nil = '00000000-0000-0000-0000-000000000000';
