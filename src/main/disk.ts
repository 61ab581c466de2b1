// Room on the disk, as the program sees it: appending stops before the embedded database breaks.
import { hasRoom } from '../adapters/pglite/room.ts';
import { type EventStore, StoreUnavailable } from '../application/log/event-store.ts';
import type { Config } from './config.ts';

export interface Disk {
  /** False when nothing more should be appended. */
  hasRoom(): boolean;
}

/** The disk under the data directory; always roomy for a database that is not ours. */
export function diskOf({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): Disk {
  return { hasRoom: () => databaseUrl !== undefined || hasRoom(dataDir) };
}

/** The same store, refusing to append while the disk has no room. Reading goes on. */
export function withRoom(events: EventStore, disk: Disk): EventStore {
  return {
    ...events,
    append: async (request) => {
      if (!disk.hasRoom()) throw new StoreUnavailable('the disk of the data directory is nearly full');
      return events.append(request);
    },
  };
}
