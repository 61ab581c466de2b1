// As much of PostgreSQL's wire protocol (https://www.postgresql.org/docs/current/protocol-message-formats.html) as it
// takes to see where a message ends and when a session is idle again.

const STARTUP = 196_608;
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;

/** A client may not make us buffer more than this for one message, bytes. */
const LARGEST_MESSAGE = 64 * 1024 * 1024;

export type ClientMessage =
  | { readonly kind: 'startup' | 'encryption' | 'cancel'; readonly bytes: Buffer }
  /** `code` is the message's type byte as a letter. */
  | { readonly kind: 'typed'; readonly code: string; readonly bytes: Buffer };

export class ProtocolViolation extends Error {
  override readonly name = 'ProtocolViolation';
  readonly code = 'protocol-violation';
}

/** Cuts a client's bytes into messages, however they arrive. */
export function clientMessages(): (chunk: Buffer) => readonly ClientMessage[] {
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: ClientMessage[] = [];
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return messages;
      const length = head + rest.readInt32BE(head);
      if (length < head + 4 || length > LARGEST_MESSAGE)
        throw new ProtocolViolation('a message of impossible length');
      if (rest.length < length) return messages;
      const bytes = rest.subarray(0, length);
      rest = rest.subarray(length);
      const message = started ? typed(bytes) : untyped(bytes);
      if (message.kind === 'startup') started = true;
      messages.push(message);
    }
  };
}

function typed(bytes: Buffer): ClientMessage {
  return { kind: 'typed', code: String.fromCharCode(bytes[0] ?? 0), bytes };
}

function untyped(bytes: Buffer): ClientMessage {
  const request = bytes.length >= 8 ? bytes.readInt32BE(4) : 0;
  switch (request) {
    case STARTUP:
      return { kind: 'startup', bytes };
    case SSL_REQUEST:
    case GSS_REQUEST:
      return { kind: 'encryption', bytes };
    case CANCEL_REQUEST:
      return { kind: 'cancel', bytes };
    default:
      throw new ProtocolViolation('not a PostgreSQL client');
  }
}

/** Reads a server's bytes only for the last ReadyForQuery: `I` idle, `T` in a transaction, `E` in a failed one. */
export function readyScanner(): (chunk: Uint8Array) => 'I' | 'T' | 'E' | undefined {
  const head = Buffer.alloc(6);
  let have = 0;
  let skip = 0;
  return (chunk) => {
    let last: 'I' | 'T' | 'E' | undefined;
    let at = 0;
    while (at < chunk.length) {
      if (skip > 0) {
        const step = Math.min(skip, chunk.length - at);
        skip -= step;
        at += step;
        continue;
      }
      // Five bytes tell type and length; the sixth is the status of a ReadyForQuery.
      const wanted = have >= 1 && head[0] === READY ? 6 : 5;
      head[have++] = chunk[at++] ?? 0;
      if (have < wanted) continue;
      if (wanted === 6) last = String.fromCharCode(head[5] ?? 0) as 'I' | 'T' | 'E';
      else skip = head.readInt32BE(1) - 4;
      have = 0;
    }
    return last;
  };
}

const READY = 'Z'.charCodeAt(0);
