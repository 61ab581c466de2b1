// A question in any of forty languages is answered from an article or handed over with a reason: never silence.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { join } from 'node:path';
import { openLibrary } from '../../../src/main/evaluation/conversation-desk.ts';
import type { Scenario } from '../../../src/main/evaluation/conversation-set.ts';
import { play } from '../../../src/main/evaluation/play.ts';
import { players } from '../../../src/main/evaluation/players.ts';
import { elsewhere } from '../../domain/agent/questions-elsewhere.ts';

setDefaultTimeout(120_000);
const library = await openLibrary([join(import.meta.dir, '..', '..', '..', 'demo', 'knowledge')]);

const asked = (write: string, index: number, outcome: 'answered' | 'escalated'): Scenario => ({
  id: `language-${index}`,
  about: 'a question in another language',
  language: 'und',
  channel: 'whatsapp',
  steps: [{ write, expect: { outcome, replies: 1 } }],
});

for (const player of players)
  test(`with the ${player.label}`, async () => {
    expect(elsewhere.length).toBeGreaterThanOrEqual(40);
    for (const [index, question] of elsewhere.entries()) {
      const outcomes = ['answered', 'escalated'] as const;
      const played = await Promise.all(
        outcomes.map((outcome) => play(asked(question, index, outcome), player, library)),
      );
      const fitting = played.filter(({ problems }) => problems.length === 0);
      expect([question, fitting.length, played.map(({ problems }) => problems)]).toEqual([
        question,
        1,
        expect.any(Array),
      ]);
    }
  });
