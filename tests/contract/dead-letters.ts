// What every keeper of dead letters promises.
import { expect } from 'bun:test';
import { manualClock } from '../../src/adapters/memory/clock.ts';
import { systemIds } from '../../src/adapters/node-crypto/hashes.ts';
import { type DeadLetter, type DeadLetters, keepDeadLetter } from '../../src/application/bus/dead-letters.ts';
import { topics } from '../../src/application/bus/message-bus.ts';

type It = (name: string, body: (letters: DeadLetters) => Promise<void>) => void;

let made = 0;
export function letter(changes: Partial<DeadLetter> = {}): DeadLetter {
  made++;
  return {
    deadLetterId: crypto.randomUUID(),
    topic: 'fte.tickets.incoming',
    partition: 3,
    offset: String(made),
    key: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c12',
    headers: { ce_type: 'ledgerdesk.CustomerMessageReceived' },
    value: { ticketId: 't-1', nested: { n: 1 } },
    attempts: 6,
    error: 'TicketKeepsMoving',
    parkedAt: Date.UTC(2026, 0, 1) + made,
    state: 'parked',
    resolvedAt: null,
    resolvedBy: null,
    ...changes,
  };
}

export function deadLettersContract(it: It): void {
  it('what was kept comes back as it was', async (letters) => {
    const kept = letter();
    await letters.add(kept);
    expect(await letters.get(kept.deadLetterId)).toEqual(kept);
    expect(await letters.get(crypto.randomUUID())).toBeUndefined();
  });

  it('a message with NULs, half characters and nonsense for numbers is on the list all the same', async (letters) => {
    const key = `lost\u0000${crypto.randomUUID()}`;
    const headers = {
      'dlq-topic': topics.incoming,
      'dlq-partition': 'x',
      'dlq-attempts': '1e9',
      'a\u0000': '\ud800',
    };
    const value = { ticketId: 'a\u0000b', 'deep\u0000': [{ half: '\udfff' }, 7, null, true] };
    const ports = { deadLetters: letters, clock: manualClock(Date.UTC(2025, 0, 1)), ids: systemIds };
    await keepDeadLetter(ports, { topic: topics.deadLetters, key, headers, value });
    const kept = (await letters.list({ limit: 1_000 })).find(
      (one) => one.key === key.replace('\u0000', '\ufffd'),
    );
    expect(kept?.value).toEqual({ ticketId: 'a\ufffdb', 'deep\ufffd': [{ half: '\ufffd' }, 7, null, true] });
    expect(kept?.headers).toEqual({ 'a\ufffd': '\ufffd' });
    expect([kept?.topic, kept?.partition, kept?.attempts]).toEqual([topics.incoming, -1, -1]);
  });

  it('one that is delivered twice is kept once', async (letters) => {
    const kept = letter();
    const before = await letters.parked();
    await letters.add(kept);
    await letters.add({ ...kept, deadLetterId: crypto.randomUUID() });
    expect(await letters.parked()).toBe(before + 1);
  });

  it('they are listed newest first, by state, up to the limit', async (letters) => {
    const kept = [letter(), letter(), letter()];
    for (const one of kept) await letters.add(one);
    const [first, second, third] = kept.map((one) => one.deadLetterId);
    const resolved = await letters.resolve(second ?? '', {
      state: 'discarded',
      by: 'anna',
      at: Date.UTC(2026, 0, 2),
    });
    expect(resolved).toBe(true);
    const ids = async (state: DeadLetter['state'] | undefined, limit: number) =>
      (await letters.list({ limit, ...(state ? { state } : {}) })).map((one) => one.deadLetterId);
    expect((await ids(undefined, 2))[0]).toBe(third ?? '');
    expect(await ids(undefined, 2)).toHaveLength(2);
    const parked = await ids('parked', 100);
    expect(parked).not.toContain(second ?? '');
    expect(parked.indexOf(third ?? '')).toBeLessThan(parked.indexOf(first ?? ''));
  });

  it('only one decision about a dead letter counts', async (letters) => {
    const kept = letter();
    await letters.add(kept);
    const at = Date.UTC(2026, 0, 2);
    const decisions = await Promise.all([
      letters.resolve(kept.deadLetterId, { state: 'redriven', by: 'anna', at }),
      letters.resolve(kept.deadLetterId, { state: 'discarded', by: 'ben', at }),
    ]);
    expect(decisions.filter(Boolean)).toHaveLength(1);
    const found = await letters.get(kept.deadLetterId);
    expect(found?.state).toBe(decisions[0] ? 'redriven' : 'discarded');
    expect([found?.resolvedBy, found?.resolvedAt]).toEqual([decisions[0] ? 'anna' : 'ben', at]);
  });
}
