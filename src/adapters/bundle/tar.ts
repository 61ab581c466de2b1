// Files as one tar (ustar), so that a bundle is a single file that every system opens, and no library is needed to make it.
import type { BundleFile } from '../../application/audit/bundle.ts';

const BLOCK = 512;
const encoder = new TextEncoder();

/**
 * @param folder what everything lies in, so that unpacking fills one folder
 * @param at time of the files, ms since the epoch
 */
export async function* tarOf(
  folder: string,
  files: AsyncIterable<BundleFile>,
  at: number,
): AsyncGenerator<Uint8Array> {
  for await (const { name, text } of files) {
    const bytes = encoder.encode(text);
    yield tarHead(`${folder}/${name}`, bytes.length, at);
    yield bytes;
    const rest = bytes.length % BLOCK;
    if (rest > 0) yield new Uint8Array(BLOCK - rest);
  }
  yield new Uint8Array(2 * BLOCK);
}

/** @throws RangeError for a name or a size that the format has no room for */
function tarHead(name: string, size: number, at: number): Uint8Array {
  if (encoder.encode(name).length > 99) throw new RangeError(`${name} is too long for a tar`);
  if (size >= 8 ** 11) throw new RangeError(`${name} is too large for a tar`);
  const head = new Uint8Array(BLOCK);
  const put = (text: string, offset: number) => head.set(encoder.encode(text), offset);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  put(name, 0);
  put(octal(0o644, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(Math.floor(at / 1000), 11), 136);
  put(' '.repeat(8), 148); // the checksum is taken with blanks in its place
  put('0', 156);
  put('ustar\x0000', 257);
  const sum = head.reduce((all, byte) => all + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return head;
}
