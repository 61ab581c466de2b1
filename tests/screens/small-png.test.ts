// A picture with a palette shows what the picture before it showed.
import { expect, test } from 'bun:test';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { rasterOf, smallPng } from './small-png.ts';

/** As browsers make them, with each row foretold in the way given. */
function picture(width: number, rows: readonly (readonly [number, readonly number[]])[]): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(rows.length, 4);
  head.set([8, 2], 8);
  const chunk = (name: string, data: Uint8Array) => {
    const inner = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(inner));
    return Buffer.concat([length, inner, sum]);
  };
  const packed = deflateSync(Buffer.from(rows.flatMap(([kind, bytes]) => [kind, ...bytes])));
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('rows are read however they are foretold', () => {
  const png = picture(2, [
    [0, [10, 20, 30, 40, 50, 60]],
    [1, [1, 2, 3, 4, 5, 6]],
    [2, [1, 1, 1, 1, 1, 1]],
    [3, [0, 0, 0, 255, 255, 255]],
    [4, [0, 0, 0, 1, 2, 3]],
  ]);
  expect([...rasterOf(png).points]).toEqual(
    [
      [10, 20, 30, 40, 50, 60],
      [1, 2, 3, 5, 7, 9],
      [2, 3, 4, 6, 8, 10],
      [1, 1, 2, 2, 3, 5],
      [1, 1, 2, 3, 5, 8],
    ].flat(),
  );
});

test('a picture of few colours is the same in every point, and the same bytes each time', () => {
  const rows = Array.from({ length: 60 }, (_, y) => [
    0,
    Array.from({ length: 60 * 3 }, (_, x) => (y % 7) * 30 + (x % 3)),
  ]) satisfies [number, number[]][];
  const before = picture(60, rows);
  const small = smallPng(before);
  expect(Buffer.from(smallPng(before)).equals(small)).toBe(true);
  expect(small.length).toBeLessThan(60 * 60);
  expect(colourType(small)).toBe(3);
  expect(pointsOfPalette(small)).toEqual([...rasterOf(before).points]);
});

test('what is no picture row by row is refused', () => {
  const odd = Buffer.from(picture(1, [[0, [1, 2, 3]]]));
  odd[24] = 16;
  expect(() => smallPng(odd)).toThrow('8 bits a channel');
});

const colourType = (png: Uint8Array) => png[25];

function pointsOfPalette(png: Uint8Array): readonly number[] {
  const bytes = Buffer.from(png);
  const at = (name: string) => bytes.indexOf(name, 8, 'latin1');
  const data = (name: string) =>
    bytes.subarray(at(name) + 4, at(name) + 4 + bytes.readUInt32BE(at(name) - 4));
  const [palette, width] = [data('PLTE'), bytes.readUInt32BE(16)];
  const rows = inflateSync(data('IDAT'));
  return [...rows].flatMap((place, n) =>
    n % (width + 1) === 0 ? [] : [...palette.subarray(place * 3, place * 3 + 3)],
  );
}
