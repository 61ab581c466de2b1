// How many codes went to an address, by its digest.
import type { Digest } from '../../application/projection/thread-rows.ts';
import { addressTrait } from '../../application/projection/thread-rows.ts';
import type { CodeRequests } from '../../application/ticket/verification-codes.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresCodeRequests(sql: Db, digest: Digest): CodeRequests {
  return {
    sentTo: async (address, since) => {
      const [row] = await answering(sql<{ sent: number; next: number }[]>`
        select (count(*) filter (where at > ${new Date(since)}))::int as sent, coalesce(max(ordinal), 0) + 1 as next
        from verification_requests where address = ${addressTrait(address, digest)}`);
      return row ?? { sent: 0, next: 1 };
    },
  };
}
