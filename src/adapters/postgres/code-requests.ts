// How many codes went to an address, by its digest.
import type { Digest } from '../../application/projection/thread-rows.ts';
import { addressTrait } from '../../application/projection/thread-rows.ts';
import type { CodeRequests } from '../../application/ticket/verification-codes.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresCodeRequests(sql: Db, digest: Digest): CodeRequests {
  return {
    sentTo: async (address, since) => {
      const [row] = await answering(sql<{ sent: number }[]>`
        select count(*)::int as sent from verification_requests
        where address = ${addressTrait(address, digest)} and at > ${new Date(since)}`);
      return row?.sent ?? 0;
    },
  };
}
