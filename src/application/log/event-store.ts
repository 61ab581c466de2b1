// The port to the append-only log: streams of events with optimistic concurrency.
import type { DomainEvent } from '../../domain/event/define.ts';

/** Who did something; `id` is never personal. */
export interface Actor {
  readonly kind: 'customer' | 'agent' | 'staff' | 'system';
  readonly id?: string;
}

/** Why and on whose behalf an event was written. Never personal: actors are ids. */
export interface EventMetadata {
  /** Ties together everything one inbound message led to. */
  readonly correlationId: string;
  /** Id of what directly caused this: a message, a command, a timer. */
  readonly causationId?: string;
  readonly actor: Actor;
  readonly channel?: string;
  /** Whose ticket or identity it concerns; filled in on append from the streams where it is not said. */
  readonly customerId?: string;
  /** W3C trace context of the request or run. */
  readonly traceparent?: string;
}

/** An event as it is stored and read back. Personal fields are open, or read as erased when the key is gone. */
export interface RecordedEvent<E extends DomainEvent = DomainEvent> {
  /** Identity of the row; order of assignment, not of commit. The ledger's position is the order. */
  readonly id: bigint;
  readonly streamId: string;
  /** 1, 2, 3 … without gaps within the stream. */
  readonly version: number;
  readonly type: E['type'];
  readonly schemaVersion: number;
  readonly data: E['data'];
  readonly metadata: EventMetadata;
  /** When it happened, ms since the epoch, by the program's clock. */
  readonly at: number;
  /** When it was stored, ms since the epoch, by the database's clock. */
  readonly recordedAt: number;
  /** True when personal fields could not be opened because the customer was erased. */
  readonly erased: boolean;
}

/** Events for one stream, on top of the version the decision was made on. */
export interface StreamAppend {
  readonly streamId: string;
  /** Version the decision saw; 0 for a stream that must not exist yet. */
  readonly expectedVersion: number;
  /** Whom it concerns, and whose key seals the personal fields; absent only where the events have none. */
  readonly customerId?: string;
  /** Whose key seals, where a merged customer's it is; absent: `customerId`. */
  readonly sealedFor?: string;
  readonly events: readonly DomainEvent[];
  /** Who did which of the events, where it was not the actor of the request. */
  readonly actors?: ReadonlyMap<DomainEvent, Actor>;
}

export interface AppendRequest {
  readonly streams: readonly StreamAppend[];
  readonly metadata: EventMetadata;
  /** Time of the events, ms since the epoch. */
  readonly at: number;
}

/** Whose key seals the personal fields of a stream's events. Every store uses this. */
export function sealedFor(stream: StreamAppend): string | undefined {
  return stream.sealedFor ?? stream.customerId;
}

/** The metadata that is stored: the caller's, with the customer, and who did this one. Every store uses this. */
export function storedMetadata(
  { metadata, streams }: AppendRequest,
  actor: Actor = metadata.actor,
): EventMetadata {
  const customerId = metadata.customerId ?? streams.find((s) => s.customerId !== undefined)?.customerId;
  return { ...metadata, actor, ...(customerId === undefined ? {} : { customerId }) };
}

export interface EventStore {
  /**
   * Stores all events of all streams with their inline projections, or nothing.
   * @throws VersionConflict when a stream has moved on (or is not there yet);
   *   UniqueConflict when a unique row of a projection is taken (a claimed message id, an identifier, a reference);
   *   StoreUnavailable when the database cannot be reached or refuses for lack of resources.
   */
  append(request: AppendRequest): Promise<readonly RecordedEvent[]>;
  /** Events of a stream in version order; empty when there is none. Versions are inclusive. */
  readStream(
    streamId: string,
    range?: { readonly from?: number; readonly to?: number },
  ): Promise<readonly RecordedEvent[]>;
  /** By the clock that `recordedAt` is of, ms since the epoch: how long ago something was stored, no process can tell by its own. */
  now(): Promise<number>;
}

export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
  readonly code = 'version-conflict';
  constructor(
    readonly streamId: string,
    options?: ErrorOptions,
  ) {
    super(`stream ${streamId} is not at the expected version`, options);
  }
}

export class UniqueConflict extends Error {
  override readonly name = 'UniqueConflict';
  readonly code = 'unique-conflict';
  /** @param constraint name of the unique key, as in the row's table definition */
  constructor(
    readonly constraint: string,
    options?: ErrorOptions,
  ) {
    super(`already taken: ${constraint}`, options);
  }
}

export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly code = 'store-unavailable';
}

/** A conflict means the world moved: decide again. Anything else is a fault. */
export function isConflict(error: unknown): error is VersionConflict | UniqueConflict {
  return error instanceof VersionConflict || error instanceof UniqueConflict;
}
