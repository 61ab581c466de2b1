// What is looked up about WhatsApp, over the in-memory tables.
import type { Row } from '../../application/projection/row-change.ts';
import { addressWishes, addressWords, messages } from '../../application/projection/tables.ts';
import { addressTrait, type Digest } from '../../application/projection/thread-rows.ts';
import type {
  SaidWish,
  SentReply,
  WhatsappDirectory,
} from '../../application/whatsapp/whatsapp-directory.ts';
import { asMs, asText } from './cells.ts';
import type { MemoryTables } from './database.ts';

/** @param digest the one that the rows were made with */
export function memoryWhatsappDirectory(tables: MemoryTables, digest: Digest): WhatsappDirectory {
  const wishes = (address: string) => {
    const trait = addressTrait(address, digest);
    const isThere = (row: Row) => row['channel'] === 'whatsapp' && row['address'] === trait;
    const speakers = [...tables.rows(addressWishes)].filter(isThere).map(saidWish).sort(byTime);
    const words = [...tables.rows(addressWords)].filter(isThere).map((row) => Number(row['ordinal']));
    return { speakers, next: Math.max(0, ...words) + 1 };
  };
  return {
    awaitingNews: async ({ after, until, behind }, limit) =>
      [...tables.rows(messages)]
        .filter((row) => row['channel'] === 'whatsapp' && row['state'] === 'sent')
        .map((row) => ({
          replyId: asText(row['message_id']),
          ticketId: asText(row['ticket_id']),
          at: asMs(row['at']),
        }))
        .filter((one) => one.at > after && one.at <= until && (!behind || compare(one, behind) > 0))
        .sort(compare)
        .slice(0, limit),
    wish: async (address) => wishes(address).speakers[0]?.wish,
    wishes: async (address) => wishes(address),
  };
}

const saidWish = (row: Row): SaidWish => ({
  customerId: asText(row['customer_id']),
  wish: row['wish'] === 'stop' ? 'stop' : 'start',
  saidAt: asMs(row['said_at']),
});

/** Newest first; of two at the same moment, STOP. */
const byTime = (a: SaidWish, b: SaidWish) =>
  b.saidAt - a.saidAt ||
  (a.wish === b.wish ? (a.customerId < b.customerId ? -1 : 1) : a.wish === 'stop' ? -1 : 1);

const compare = (a: SentReply, b: SentReply) =>
  a.at - b.at || (a.replyId < b.replyId ? -1 : a.replyId > b.replyId ? 1 : 0);
