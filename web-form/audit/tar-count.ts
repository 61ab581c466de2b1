// How many lines of entries a tar has brought so far, read from its bytes as they arrive.

const BLOCK = 512;

/** @returns takes the next bytes and tells the lines of `entries/` so far */
export function tarCount(): (bytes: Uint8Array) => number {
  const head = new Uint8Array(BLOCK);
  let filled = 0;
  /** Bytes of the file, and of the padding behind it, that are still to come. */
  let body = 0;
  let padding = 0;
  let isCounted = false;
  let lines = 0;
  return (bytes) => {
    for (let at = 0; at < bytes.length; ) {
      if (body > 0) {
        const end = Math.min(bytes.length, at + body);
        if (isCounted) for (let i = at; i < end; i++) if (bytes[i] === 10) lines += 1;
        body -= end - at;
        at = end;
      } else if (padding > 0) {
        const skipped = Math.min(bytes.length - at, padding);
        padding -= skipped;
        at += skipped;
      } else {
        const taken = Math.min(bytes.length - at, BLOCK - filled);
        head.set(bytes.subarray(at, at + taken), filled);
        filled += taken;
        at += taken;
        if (filled === BLOCK) {
          filled = 0;
          body = Number.parseInt(textOf(head, 124, 136), 8) || 0;
          padding = (BLOCK - (body % BLOCK)) % BLOCK;
          isCounted = textOf(head, 0, 100).includes('/entries/');
        }
      }
    }
    return lines;
  };
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  const text = String.fromCharCode(...bytes.subarray(from, to));
  return text.split('\0')[0] ?? '';
}
