// Who of the staff reads personal data: on the ledger before it is shown. The same person looking at the same again within a
// few minutes is one look, so a page that refreshes itself costs one event.
import type { StaffRole } from '../../domain/access/events.ts';
import type { ReadEvent } from '../../domain/privacy/events.ts';
import type { EventMetadata, EventStore } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';

export interface Read {
  readonly staff: string;
  readonly role: StaffRole;
  /** The list, history or export that is read. */
  readonly what: string;
  readonly ticketId?: string;
  readonly customerId?: string;
}

export interface ReadPorts {
  readonly events: EventStore;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Returns once it is on record. @throws StoreUnavailable: then nothing is to be shown */
export type RecordRead = (read: Read) => Promise<void>;

const MINUTES = 10;
/** Looks remembered; beyond that the oldest is forgotten, and recorded again when it comes again. */
const CAPACITY = 20_000;
const AT_ONCE = 100;

interface Waiting {
  readonly read: Read;
  readonly done: PromiseWithResolvers<void>;
}

/**
 * Every process writes a stream of its own, one append at a time: nobody waits for the version of another.
 * @param actor who writes it down: the process that shows it, or whoever looks by a command
 */
export function recordingReads(
  { events, clock, ids }: ReadPorts,
  actor: EventMetadata['actor'] = { kind: 'system', id: 'api' },
): RecordRead {
  const recorded = new Map<string, number>();
  const waiting: Waiting[] = [];
  let stream = { id: ids.next(), version: 0 };
  let isWriting = false;

  const store = async (reads: readonly Read[]): Promise<void> => {
    const at = clock.now();
    const looked = reads.map(
      (read): ReadEvent => ({
        type: 'PersonalDataRead',
        data: { readId: ids.next(), ...read, minutes: MINUTES },
      }),
    );
    const streams = [{ streamId: `reads-${stream.id}`, expectedVersion: stream.version, events: looked }];
    try {
      await events.append({
        streams,
        metadata: { correlationId: ids.next(), actor },
        at,
      });
    } catch (error) {
      // Perhaps it is stored and perhaps not: the version is not known any more.
      stream = { id: ids.next(), version: 0 };
      throw error;
    }
    stream = { ...stream, version: stream.version + looked.length };
    for (const read of reads) remember(recorded, keyOf(read), clock.elapsed());
  };

  const write = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, AT_ONCE);
      try {
        await store(batch.map(({ read }) => read));
        for (const { done } of batch) done.resolve();
      } catch (error) {
        for (const { done } of batch) done.reject(error);
      }
    }
    isWriting = false;
  };

  return async (read) => {
    const before = recorded.get(keyOf(read));
    if (before !== undefined && clock.elapsed() - before < MINUTES * 60_000) return;
    const done = Promise.withResolvers<void>();
    waiting.push({ read, done });
    if (!isWriting) void write();
    await done.promise;
  };
}

const keyOf = ({ staff, role, what, ticketId, customerId }: Read) =>
  JSON.stringify([staff, role, what, ticketId, customerId]);

function remember(recorded: Map<string, number>, key: string, at: number): void {
  recorded.delete(key);
  recorded.set(key, at);
  const oldest = recorded.keys().next();
  if (recorded.size > CAPACITY && !oldest.done) recorded.delete(oldest.value);
}
