// How many codes went to an address, over the in-memory tables.
import { verificationRequests } from '../../application/projection/tables.ts';
import { addressTrait, type Digest } from '../../application/projection/thread-rows.ts';
import type { CodeRequests } from '../../application/ticket/verification-codes.ts';
import type { MemoryTables } from './database.ts';

export function memoryCodeRequests(tables: MemoryTables, digest: Digest): CodeRequests {
  return {
    sentTo: async (address, since) => {
      const all = [...tables.rows(verificationRequests)].filter(
        (row) => row['address'] === addressTrait(address, digest),
      );
      const sent = all.filter((row) => Date.parse(String(row['at'] as string)) > since).length;
      return { sent, next: Math.max(0, ...all.map((row) => Number(row['ordinal']))) + 1 };
    },
  };
}
