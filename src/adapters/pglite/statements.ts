// The prepared statements of one connection. A server forgets them when their connection ends; PGlite's one session would
// keep every statement of every connection there ever was, and pools make their connections anew each hour.
import type { ClientMessage } from './wire.ts';

export interface StatementBook {
  /** Told of every message of the client, in order. */
  note(message: ClientMessage): void;
  /** What closes all that are left, one exchange; undefined when none are. They are forgotten then. */
  closing(): Buffer | undefined;
}

export function statementBook(): StatementBook {
  const names = new Set<string>();
  return {
    note(message) {
      if (message.kind !== 'typed') return;
      const { code, bytes } = message;
      if (code === 'P') names.add(textAt(bytes, HEAD));
      if (code === 'C' && bytes[HEAD] === STATEMENT) names.delete(textAt(bytes, HEAD + 1));
    },
    closing() {
      names.delete(''); // the unnamed one is every connection's
      if (names.size === 0) return;
      const messages = [...names].map(closeMessage);
      names.clear();
      return Buffer.concat([...messages, SYNC]);
    },
  };
}

/** Type and length of a message, bytes. */
const HEAD = 5;
const STATEMENT = 'S'.charCodeAt(0);

/** Tells the session that an exchange is over. */
export const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

/** A name as its bytes, one letter each, so that it is given back as it came. */
function textAt(bytes: Buffer, start: number): string {
  return bytes.toString('latin1', start, bytes.indexOf(0, start));
}

/** Closing a statement that is not there is no error. */
function closeMessage(name: string): Buffer {
  const message = Buffer.alloc(HEAD + 1 + name.length + 1);
  message.write('C', 'latin1');
  message.writeInt32BE(message.length - 1, 1);
  message[HEAD] = STATEMENT;
  message.write(name, HEAD + 1, 'latin1');
  return message;
}
