import { expect } from 'bun:test';
import { ed25519Signer, newSigningKey } from '../../../src/adapters/node-crypto/signer.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { signCheckpoint } from '../../../src/application/audit/checkpoints.ts';
import { exportLedger } from '../../../src/application/audit/export.ts';
import { liveThrough } from '../../infra/history.ts';
import { answer, id, message, newCase, onTicket, opened } from '../../infra/sample.ts';
import { everywhere } from '../../infra/worlds.ts';
import { verifyExport } from './independent-verifier.ts';

everywhere('the export', (it) => {
  it('is verified by somebody who has nothing but the file, and shows what was altered in it', async (world) => {
    const signer = ed25519Signer(newSigningKey());
    const checkpoints = world.checkpoints();
    const one = newCase();
    const text = 'Größe "½" \\ \u2028 — 📦';
    await world.events.append(onTicket(one, 0, [opened(one, text), message(one, { text }), answer(one)]));
    await liveThrough(world, { seed: 3, tickets: 4, steps: 8 });
    await world.sequenceAll();
    await signCheckpoint({ ledger: world.ledger, checkpoints, signer, clock: systemClock });
    await world.erase(one.customerId);
    const lines: string[] = [];
    for await (const line of exportLedger({ ledger: world.ledger, checkpoints, signer })) lines.push(line);
    const { position } = await world.ledger.head();
    expect(verifyExport(lines)).toEqual({ entries: Number(position), checkpoints: 1, findings: [] });
    expect(lines.join()).not.toContain('📦');

    const altered = lines.with(3, (lines[3] ?? '').replace('extractive', 'some-model'));
    expect(altered[3]).not.toBe(lines[3]);
    expect(verifyExport(altered).findings).toEqual(['line 4: hash']);
    const without = lines.toSpliced(2, 1);
    expect(verifyExport(without).findings[0]).toBe('line 3: position 3');
    const last = lines.at(-1) ?? '';
    const forged = lines.with(-1, last.replace(/"time":"\d{4}/, '"time":"2001'));
    expect(verifyExport(forged).findings).toEqual([`line ${lines.length}: signature`]);
    const cut = [...lines.slice(0, -2), last];
    expect(verifyExport(cut).findings).toEqual([`line ${lines.length - 1}: checkpoint`]);
    expect(verifyExport([...lines, JSON.stringify({ kind: 'remark', id: id() })]).findings).toHaveLength(1);
  });
});
