// The read-model tables that projections write. The SQL of the same names lies in sql/.
import type { Table } from './row-change.ts';

export const tickets: Table = {
  name: 'tickets',
  key: ['ticket_id'],
  unique: { tickets_reference_key: ['reference'] },
};
export const messages: Table = { name: 'messages', key: ['message_id'] };
/** Provider message ids that are taken: the second delivery of one loses here. */
export const claims: Table = { name: 'claims', key: ['channel', 'provider_message_id'] };
export const customers: Table = { name: 'customers', key: ['customer_id'] };
export const identifiers: Table = { name: 'identifiers', key: ['kind', 'value'] };
/** Customers that one message spoke for both of. */
export const identityConflicts: Table = { name: 'identity_conflicts', key: ['customer_id', 'other_id'] };
/** What weakly speaks for one person, as digests. */
export const hints: Table = { name: 'hints', key: ['kind', 'trait', 'customer_id'] };
export const timers: Table = { name: 'timers', key: ['timer_id'] };
export const articles: Table = {
  name: 'articles',
  key: ['article_id'],
  unique: { articles_slug_key: ['slug'] },
};
/** Every article there is or was. */
export const articleCards: Table = { name: 'article_cards', key: ['article_id'] };
export const chunks: Table = { name: 'chunks', key: ['chunk_id'] };
/** Which tickets a trace of a thread leads to. */
export const threads: Table = { name: 'threads', key: ['channel', 'trace', 'ticket_id'] };
/** What a message has in common with others, as digests. */
export const inboundTraits: Table = { name: 'inbound_traits', key: ['message_id'] };
/** What was said last from an address about being written to, as digests, by every customer who spoke from there. */
export const addressWishes: Table = { name: 'address_wishes', key: ['channel', 'address', 'customer_id'] };
/** Numbers of the words that were said from an address, as digests: of two at the same moment one is refused, and counts again. */
export const addressWords: Table = { name: 'address_words', key: ['channel', 'address', 'ordinal'] };
/** Keys of staff that were made here. */
export const staffKeys: Table = {
  name: 'staff_keys',
  key: ['key_id'],
  unique: { staff_keys_digest_key: ['digest'] },
};
/** Who of the staff has ever signed in to the pages. */
export const staffSeen: Table = { name: 'staff_seen', key: ['name'] };
/** Who of the staff has read about whom. */
export const personalReads: Table = { name: 'personal_reads', key: ['read_id'] };
/** Codes that were sent, by the digest of the address. */
export const verificationRequests: Table = {
  name: 'verification_requests',
  key: ['verification_id'],
  // Of two that were counted at the same moment one is refused, and counts again.
  unique: { verification_requests_ordinal_key: ['address', 'ordinal'] },
};
/** What became of every accepted message; follows the ledger. */
export const outcomes: Table = { name: 'outcomes', key: ['message_id'] };
/** How tickets went on: opened, handed over, settled, reopened, rated; follows the ledger. */
export const settlements: Table = { name: 'settlements', key: ['ticket_id', 'version'] };
/** Replies on their way; follows the ledger. So do the next two. */
export const replies: Table = { name: 'replies', key: ['reply_id'] };
/** Searches of the agent, and whether they found enough. */
export const searches: Table = { name: 'searches', key: ['ticket_id', 'version'] };
/** What requests to models cost. */
export const modelCosts: Table = { name: 'model_costs', key: ['ticket_id', 'version'] };
/** What customers wrote, to be searched; follows the ledger. */
export const searchTexts: Table = { name: 'search_texts', key: ['text_id'] };

/** Written in the append's transaction. */
export const inlineTables: readonly Table[] = [
  tickets,
  messages,
  claims,
  customers,
  identifiers,
  identityConflicts,
  hints,
  timers,
  articles,
  articleCards,
  chunks,
  threads,
  personalReads,
  staffKeys,
  staffSeen,
  inboundTraits,
  addressWishes,
  addressWords,
  verificationRequests,
];
/** Written by followers of the ledger. */
export const followedTables: readonly Table[] = [
  outcomes,
  settlements,
  replies,
  searches,
  modelCosts,
  searchTexts,
];
