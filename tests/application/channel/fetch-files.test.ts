// Files that are still at the provider: fetched after their message is stored, until they are here or refused.
import { describe, expect, test } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryLog } from '../../../src/adapters/memory/log.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { sha256Hex, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { twilioClient } from '../../../src/adapters/twilio/client.ts';
import { listedMessages } from '../../../src/adapters/twilio/listed.ts';
import { twilioSandbox } from '../../../src/adapters/twilio/sandbox/sandbox.ts';
import { acceptingMessages } from '../../../src/application/channel/accept-message.ts';
import { type FetchFile, fetchAwaited, startFetching } from '../../../src/application/channel/fetch-files.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import { id, noon, thrownBy } from '../../infra/sample.ts';
import { digest, memoryWorld } from '../../infra/worlds.ts';

type Found = Awaited<ReturnType<FetchFile>>;
const MINUTE = 60_000;
const png = { mediaType: 'image/png', content: new Uint8Array([1, 2, 3]) };

/** A provider that answers as the test says, the last answer again and again, and what it was asked for. */
function desk(...answers: readonly Found[]) {
  const clock = manualClock(noon);
  const world = memoryWorld(memoryLog(), clock);
  const telemetry = memoryTelemetry();
  const asked: { readonly url: string; readonly at: number }[] = [];
  const fetchFile: FetchFile = async (url) => {
    asked.push({ url, at: clock.now() });
    return answers[Math.min(asked.length, answers.length) - 1] ?? { failed: 'nothing' };
  };
  const ports = { channel: 'whatsapp' as const, fetchFile, files: world.files, clock, telemetry };
  const awaits = (url = `https://api.twilio.com/${id()}`) =>
    world.files.keep({
      customerId: id(),
      channel: 'whatsapp',
      providerMessageId: id(),
      ordinal: 1,
      mediaType: 'image/jpeg',
      content: { providerUrl: url },
    });
  return { ...world, clock, telemetry, ports, asked, awaits, step: () => fetchAwaited(ports) };
}

describe('a file at the provider', () => {
  test('is fetched, and kept with the type it really came with', async () => {
    const { awaits, step, files, asked } = desk(png);
    const fileId = await awaits('https://api.twilio.com/1');
    expect(await files.read(fileId)).toBeUndefined();
    expect(await step()).toBe(false);
    expect(await files.read(fileId)).toEqual(png);
    await step();
    expect(asked.map(({ url }) => url)).toEqual(['https://api.twilio.com/1']);
  });

  test('that is refused is never asked for again, and the log says why, without its address', async () => {
    const { awaits, step, clock, asked, telemetry, files } = desk({ refused: 'too large' });
    const fileId = await awaits('https://api.twilio.com/secret');
    await step();
    await clock.advance(24 * 60 * MINUTE);
    await step();
    expect(asked).toHaveLength(1);
    expect(await files.read(fileId)).toBeUndefined();
    expect(telemetry.logs.map(({ level, fields }) => [level, fields])).toEqual([
      ['warn', { channel: 'whatsapp', fileId, why: 'too large' }],
    ]);
    expect(JSON.stringify(telemetry.logs)).not.toContain('secret');
  });

  test('that does not come is asked for again, ever later, and given up after some ten hours', async () => {
    const { awaits, step, clock, asked, telemetry } = desk({ failed: 'status 503' });
    await awaits();
    for (let minute = 0; minute < 24 * 60; minute++) {
      await step();
      await clock.advance(MINUTE);
    }
    const pauses = asked.slice(1).map(({ at }, i) => at - (asked[i]?.at ?? 0));
    expect(asked).toHaveLength(24);
    expect(pauses.every((pause, i) => i === 0 || pause >= (pauses[i - 1] ?? 0))).toBe(true);
    expect(pauses[0]).toBe(MINUTE);
    expect(pauses.at(-1)).toBe(30 * MINUTE);
    const hours = ((asked.at(-1)?.at ?? 0) - noon) / (60 * MINUTE);
    expect(hours).toBeGreaterThan(6);
    expect(hours).toBeLessThan(12);
    expect(telemetry.logs.map(({ fields }) => fields['why'])).toEqual(['the provider never gave it out']);
  });

  test('that comes at the second time is kept', async () => {
    const { awaits, step, clock, files, asked, telemetry } = desk({ failed: 'TimeoutError' }, png);
    const fileId = await awaits();
    await step();
    await step();
    expect(asked).toHaveLength(1);
    await clock.advance(10_000);
    await step();
    expect(await files.read(fileId)).toEqual(png);
    expect(telemetry.logs).toEqual([]);
  });

  test('is fetched by one of two at once', async () => {
    const { awaits, step, asked } = desk(png);
    for (let n = 0; n < 5; n++) await awaits();
    await Promise.all([step(), step(), step()]);
    expect(asked).toHaveLength(5);
    expect(new Set(asked.map(({ url }) => url)).size).toBe(5);
  });

  test('of which there are many comes in turns, and none is left out', async () => {
    const { awaits, step, asked } = desk(png);
    for (let n = 0; n < 25; n++) await awaits();
    expect([await step(), await step(), await step()]).toEqual([true, true, false]);
    expect(new Set(asked.map(({ url }) => url)).size).toBe(25);
  });

  test('mistake 7: is not lost to a crash between asking and keeping', async () => {
    const { awaits, ports, clock, files } = desk(png);
    const fileId = await awaits();
    const crash = new Error('killed');
    const dying = { ...files, fetched: () => Promise.reject(crash) };
    expect(await thrownBy(fetchAwaited({ ...ports, files: dying }))).toBe(crash);
    await fetchAwaited(ports);
    expect(await files.read(fileId)).toBeUndefined();
    await clock.advance(5 * MINUTE);
    await fetchAwaited(ports);
    expect(await files.read(fileId)).toEqual(png);
  });

  test('waits while the store is away, and the loop goes on afterwards', async () => {
    const { awaits, ports, files, clock, telemetry } = desk(png);
    const fileId = await awaits();
    let failures = 2;
    const flaky: typeof files = {
      ...files,
      claimAwaited: (...of) =>
        failures-- > 0 ? Promise.reject(new StoreUnavailable('away')) : files.claimAwaited(...of),
    };
    const running = startFetching({ ...ports, files: flaky });
    for (let n = 0; n < 20; n++) await clock.advance(1_000);
    expect(await files.read(fileId)).toEqual(png);
    expect(telemetry.logs.map(({ message }) => message)).toEqual(['files failed and will try again']);
    const stopped = running[Symbol.asyncDispose]();
    await clock.advance(5_000);
    await stopped;
  });

  test('is not asked for by a process that does not hold the lease', async () => {
    const { awaits, ports, clock, asked } = desk(png);
    await awaits();
    const lease = { whileHeld: async () => undefined, [Symbol.asyncDispose]: async () => {} };
    const running = startFetching(ports, lease);
    for (let n = 0; n < 10; n++) await clock.advance(1_000);
    expect(asked).toEqual([]);
    const stopped = running[Symbol.asyncDispose]();
    await clock.advance(5_000);
    await stopped;
  });
});

describe('over the stand-in’s HTTP', () => {
  const number = 'whatsapp:+14155238886';
  /** A customer’s message with a file, stored; the file is still at the provider. */
  async function stored(mediaType: string, content: Uint8Array) {
    const us = desk();
    const twilio = await twilioSandbox({ number });
    const { accountSid, authToken, url: baseUrl } = twilio;
    const client = twilioClient({ accountSid, authToken, baseUrl });
    await twilio.customerSends({
      from: 'whatsapp:+4915112345678',
      text: 'See',
      media: [{ mediaType, content }],
    });
    const [window] = await Array.fromAsync(listedMessages(client, Date.now)(number, 0));
    const message = window && 'messages' in window ? window.messages[0] : undefined;
    if (!message) throw new Error('there is no message');
    const accept = acceptingMessages({
      ...us,
      ids: systemIds,
      sha256: sha256Hex,
      digest,
      ownMessageId: () => undefined,
      joins: () => false,
    });
    await accept(message);
    let fileId = '';
    const limits = { bytes: 1_000, types: ['image/'] };
    return {
      us,
      fetchNow: () =>
        fetchAwaited({
          ...us.ports,
          fetchFile: (url: string) => client.fetchMedia(url, limits),
          files: {
            ...us.files,
            async fetched(which, file) {
              fileId = which;
              await us.files.fetched(which, file);
            },
          },
        }),
      file: () => us.files.read(fileId),
      [Symbol.asyncDispose]: () => twilio[Symbol.asyncDispose](),
    };
  }

  test('a photo that a customer sent is there after it was fetched', async () => {
    const content = Uint8Array.fromHex('89504e470d0a1a0a');
    await using world = await stored('image/png', content);
    await world.fetchNow();
    expect(await world.file()).toEqual({ mediaType: 'image/png', content: Buffer.from(content) });
  });

  test('a file that is larger or of another kind than it may be never is', async () => {
    for (const [mediaType, size, why] of [
      ['image/png', 1_001, 'too large'],
      ['text/html', 1, 'a type that is not taken'],
    ] as const) {
      await using world = await stored(mediaType, new Uint8Array(size));
      await world.fetchNow();
      expect(await world.file()).toBeUndefined();
      expect(world.us.telemetry.logs.map(({ fields }) => fields['why'])).toEqual([why]);
    }
  });
});
