// Sealing personal fields under the customer's key on the way in, and opening them on the way out.
import type { DomainEvent } from '../../domain/event/define.ts';
import type { EncodedEvent, EventCodec } from './event-codec.ts';
import type { Cipher } from './keyring.ts';

export interface DataKey {
  readonly keyId: string;
  readonly secret: Uint8Array;
}

/** Where an event lies; bound to its sealed bytes, so that bytes moved elsewhere do not open. */
export interface EventPlace {
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
}

const text = new TextEncoder();
const plain = new TextDecoder();
const contextOf = (place: EventPlace) => `${place.streamId}/${place.version}/${place.type}`;

/** @returns the sealed bytes, or null when nothing is personal. */
export function sealPersonal(
  cipher: Cipher,
  encoded: EncodedEvent,
  place: EventPlace,
  key: DataKey,
): Uint8Array | null {
  if (!encoded.personal) return null;
  return cipher.seal(text.encode(JSON.stringify(encoded.personal)), key, contextOf(place));
}

export interface StoredEvent extends EventPlace {
  readonly schemaVersion: number;
  readonly data: Record<string, unknown>;
  readonly personal: Uint8Array | null;
}

/**
 * @param secret the data key named in the sealed bytes; undefined when it was destroyed.
 * @returns the current event, and whether its personal fields are gone for good.
 */
export function openEvent(
  codec: EventCodec,
  cipher: Cipher,
  stored: StoredEvent,
  secret: Uint8Array | undefined,
): { readonly event: DomainEvent; readonly erased: boolean } {
  if (!stored.personal) return { event: codec.decode(stored, {}), erased: false };
  if (!secret) return { event: codec.decode(stored, undefined), erased: true };
  const fields = JSON.parse(plain.decode(cipher.open(stored.personal, secret, contextOf(stored))));
  return { event: codec.decode(stored, fields), erased: false };
}
