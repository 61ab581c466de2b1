// A picture of a screen in as few bytes as it needs: a palette instead of a colour for every point. Screens have few colours,
// and what a palette cannot hold are shades at the edges of letters.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

interface Raster {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each point, row by row. */
  readonly points: Uint8Array;
}

const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
const MOST_COLOURS = 256;

/**
 * @param png of 8 bits a channel, with or without transparency, as browsers make them; what is transparent becomes opaque
 * @returns the same picture with at most 256 colours; the same bytes for the same picture
 * @throws Error where it is none such
 */
export function smallPng(png: Uint8Array): Uint8Array {
  const { width, height, points } = rasterOf(png);
  const { palette, places } = paletteOf(points);
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    rows.set(places.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, width);
  head.setUint32(4, height);
  head.setUint8(8, 8); // bits
  head.setUint8(9, 3); // with a palette
  return Buffer.concat([
    signature,
    chunk('IHDR', new Uint8Array(head.buffer)),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const all = Buffer.alloc(data.length + 12);
  all.writeUInt32BE(data.length, 0);
  all.write(name, 4, 'latin1');
  all.set(data, 8);
  all.writeUInt32BE(crc32(all.subarray(4, data.length + 8)), data.length + 8);
  return all;
}

export function rasterOf(png: Uint8Array): Raster {
  const bytes = Buffer.from(png);
  const packed: Uint8Array[] = [];
  for (let at = signature.length; at < bytes.length; at += bytes.readUInt32BE(at) + 12)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = new Map([
    [2, 3],
    [6, 4],
  ]).get(bytes[25] ?? 0);
  if (bytes[24] !== 8 || channels === undefined || bytes[28] !== 0)
    throw new Error('the picture is not one of 8 bits a channel, row after row');
  const plain = unfiltered(inflateSync(Buffer.concat(packed)), { width, height, channels });
  const points = new Uint8Array(width * height * 3);
  for (let n = 0; n < width * height; n += 1)
    points.set(plain.subarray(n * channels, n * channels + 3), n * 3);
  return { width, height, points };
}

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Undoes what each row was foretold by: its neighbours to the left, above, both, or the likeliest of three. */
function unfiltered(rows: Uint8Array, { width, height, channels }: Shape): Uint8Array {
  const length = width * channels;
  const plain = new Uint8Array(length * height);
  for (let y = 0; y < height; y += 1) {
    const kind = rows[y * (length + 1)] ?? 0;
    for (let x = 0; x < length; x += 1) {
      const at = y * length + x;
      const left = x < channels ? 0 : (plain[at - channels] ?? 0);
      const above = y === 0 ? 0 : (plain[at - length] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (plain[at - length - channels] ?? 0);
      const foretold = [0, left, above, (left + above) >> 1, likeliest(left, above, corner)][kind] ?? 0;
      plain[at] = (rows[y * (length + 1) + 1 + x] ?? 0) + foretold;
    }
  }
  return plain;
}

function likeliest(left: number, above: number, corner: number): number {
  const from = (one: number) => Math.abs(left + above - corner - one);
  const [byLeft, byAbove, byCorner] = [from(left), from(above), from(corner)];
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}

/** The colours that most points have, each exact, and which of them is nearest to each point. */
function paletteOf(points: Uint8Array): { palette: Uint8Array; places: Uint8Array } {
  const colourAt = (n: number) =>
    ((points[n * 3] ?? 0) << 16) | ((points[n * 3 + 1] ?? 0) << 8) | (points[n * 3 + 2] ?? 0);
  const counts = new Map<number, number>();
  for (let n = 0; n < points.length / 3; n += 1) {
    const colour = colourAt(n);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([a, most], [b, more]) => more - most || a - b);
  const chosen = byCount.slice(0, MOST_COLOURS).map(([colour]) => colour);
  const places = new Map(chosen.map((colour, place) => [colour, place]));
  const placed = new Uint8Array(points.length / 3);
  for (let n = 0; n < placed.length; n += 1) {
    const colour = colourAt(n);
    let place = places.get(colour);
    if (place === undefined) {
      place = nearest(chosen, colour);
      places.set(colour, place);
    }
    placed[n] = place;
  }
  const palette = Uint8Array.from(
    chosen.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  );
  return { palette, places: placed };
}

function nearest(colours: readonly number[], colour: number): number {
  const apart = (one: number, bits: number) => (((one >> bits) & 255) - ((colour >> bits) & 255)) ** 2;
  // The eye sees green best, and blue better than red.
  const distances = colours.map((one) => 2 * apart(one, 16) + 4 * apart(one, 8) + 3 * apart(one, 0));
  return distances.indexOf(Math.min(...distances));
}
