// What is looked up about WhatsApp, over the in-memory tables.
import type { Row } from '../../application/projection/row-change.ts';
import { addressWishes, messages } from '../../application/projection/tables.ts';
import { addressTrait, type Digest } from '../../application/projection/thread-rows.ts';
import type { SentReply, WhatsappDirectory } from '../../application/whatsapp/whatsapp-directory.ts';
import type { MemoryTables } from './database.ts';

const asText = (cell: Row[string] | undefined) => (typeof cell === 'string' ? cell : '');

/** @param digest the one that the rows were made with */
export function memoryWhatsappDirectory(tables: MemoryTables, digest: Digest): WhatsappDirectory {
  return {
    awaitingNews: async ({ after, until, behind }, limit) =>
      [...tables.rows(messages)]
        .filter((row) => row['channel'] === 'whatsapp' && row['state'] === 'sent')
        .map((row) => ({
          replyId: asText(row['message_id']),
          ticketId: asText(row['ticket_id']),
          at: Date.parse(asText(row['at'])),
        }))
        .filter((one) => one.at > after && one.at <= until && (!behind || compare(one, behind) > 0))
        .sort(compare)
        .slice(0, limit),
    async wish(address) {
      const key = { channel: 'whatsapp', address: addressTrait(address, digest) };
      const wish = tables.get(addressWishes, key)?.['wish'];
      return wish === 'stop' || wish === 'start' ? wish : undefined;
    },
  };
}

const compare = (a: SentReply, b: SentReply) =>
  a.at - b.at || (a.replyId < b.replyId ? -1 : a.replyId > b.replyId ? 1 : 0);
