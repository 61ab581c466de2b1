// A log in an array, for tests of use cases: versions are checked, and a test can let the world move before an append.
import {
  type AppendRequest,
  type EventStore,
  type RecordedEvent,
  VersionConflict,
} from '../../src/application/log/event-store.ts';

export interface LogFake extends EventStore {
  readonly log: RecordedEvent[];
  readonly requests: AppendRequest[];
  /** Runs once before each following append until it is used up. */
  readonly before: (() => void | Promise<void>)[];
}

export function logFake(): LogFake {
  const log: RecordedEvent[] = [];
  const requests: AppendRequest[] = [];
  const before: (() => void | Promise<void>)[] = [];
  return {
    log,
    requests,
    before,
    append: async (request) => {
      await before.shift()?.();
      requests.push(request);
      const ofStream = (streamId: string) => log.filter((event) => event.streamId === streamId);
      for (const { streamId, expectedVersion } of request.streams) {
        if (ofStream(streamId).length !== expectedVersion) throw new VersionConflict(streamId);
      }
      const added = request.streams.flatMap((stream) =>
        stream.events.map(
          (event, index): RecordedEvent => ({
            id: BigInt(log.length + index + 1),
            streamId: stream.streamId,
            version: stream.expectedVersion + index + 1,
            type: event.type,
            schemaVersion: 1,
            data: event.data,
            metadata: request.metadata,
            at: request.at,
            recordedAt: request.at,
            erased: false,
          }),
        ),
      );
      log.push(...added);
      return added;
    },
    readStream: async (streamId) => log.filter((event) => event.streamId === streamId),
  };
}
