// From a stored row to the event that the application works with.
import type { DomainEvent } from '../../domain/event/define.ts';
import type { EventMetadata, RecordedEvent } from './event-store.ts';

export interface RecordedParts {
  readonly id: bigint;
  readonly streamId: string;
  readonly version: number;
  readonly schemaVersion: number;
  readonly metadata: EventMetadata;
  readonly at: number;
  readonly recordedAt: number;
}

export function recordedEvent(
  parts: RecordedParts,
  opened: { readonly event: DomainEvent; readonly erased: boolean },
): RecordedEvent {
  return { ...parts, type: opened.event.type, data: opened.event.data, erased: opened.erased };
}

/** UTC with microseconds, the form the ledger's digest is defined over. @param ms since the epoch */
export function storedTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
