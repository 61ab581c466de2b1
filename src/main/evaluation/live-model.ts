// A real model plays the scenarios: which ones, what it may cost, and what came of it, kept apart from every baseline.
import { appendFile } from 'node:fs/promises';
import { memorySpendBook } from '../../adapters/memory/spend-book.ts';
import { memoryTelemetry } from '../../adapters/memory/telemetry.ts';
import { sha256Hex, systemIds } from '../../adapters/node-crypto/hashes.ts';
import { prompt } from '../../adapters/openai/prompt.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import type { SpendBook } from '../../application/agent/spending.ts';
import { conversationFigures, type Played } from '../../application/evaluation/conversations.ts';
import type { Figure } from '../../application/evaluation/figures.ts';
import type { Config } from '../config.ts';
import { Failure } from '../failure.ts';
import { modelAgent, modelBudget } from '../openai.ts';
import type { Library } from './conversation-desk.ts';
import type { Scenario } from './conversation-set.ts';
import { play } from './play.ts';
import type { Player } from './players.ts';

export interface LivePlayer extends Player {
  /** Millionths of a dollar so far, reservations under way included. */
  spent(): Promise<number>;
  /** Whether the cap of the day has stood in the way of a request. */
  capReached(): boolean;
}

/** All spending of an evaluation is on one account: the scenarios' days are made up, the money is not. */
const account = 'day:evaluation';

/** @throws Failure when the configuration has no model */
export function livePlayer(config: Config): LivePlayer {
  if (config.agent !== 'openai') throw new Failure('a live model needs LEDGERDESK_AGENT=openai', 2);
  const book = memorySpendBook();
  let isFull = false;
  const agent = modelAgent(config, {
    clock: systemClock,
    telemetry: memoryTelemetry(),
    sha256: sha256Hex,
    ids: systemIds,
  });
  return {
    label: `live model ${config.openaiModel}`,
    plays: ({ agent: only, steps }) => only === undefined && !steps.some((step) => 'model' in step),
    agent: () => agent,
    budget: ({ id }) =>
      modelBudget(
        config,
        onOneDay(book, id, () => (isFull = true)),
      ),
    spent: () => book.spent(account),
    capReached: () => isFull,
  };
}

/** Every scenario counts its tickets and its days from the start: tickets are told apart by it, days are one. */
function onOneDay(book: SpendBook, scenario: string, onFull: () => void): SpendBook {
  const named = (name: string) => (name.startsWith('day:') ? account : `${scenario} ${name}`);
  return {
    async reserve(micros, accounts) {
      const full = await book.reserve(
        micros,
        accounts.map((one) => ({ ...one, name: named(one.name) })),
      );
      if (full === account) onFull();
      return full === undefined ? undefined : accounts.find(({ name }) => named(name) === full)?.name;
    },
    adjust: (byMicros, accounts) => book.adjust(byMicros, accounts.map(named)),
    spent: (name) => book.spent(named(name)),
  };
}

export interface LiveResult {
  readonly model: string;
  readonly promptVersion: string;
  readonly promptDigest: string;
  readonly played: number;
  /** Scenarios that the cap of the day left no room for; the one it cut off is one of them. */
  readonly leftOut: number;
  readonly asExpected: number;
  readonly costMicros: number;
  readonly misses: readonly string[];
}

/** Plays what a live model can play, until the cap of the day is reached. */
export async function playLive(
  scenarios: readonly Scenario[],
  player: LivePlayer,
  library: Library,
  progress: (done: number, of: number) => void = () => {},
): Promise<{ readonly figures: readonly Figure[]; readonly result: LiveResult }> {
  const mine = scenarios.filter((scenario) => player.plays(scenario));
  const played: Played[] = [];
  for (const [index, scenario] of mine.entries()) {
    const one = await play(scenario, player, library);
    if (player.capReached()) break;
    played.push(one);
    progress(index + 1, mine.length);
  }
  const costMicros = await player.spent();
  const figures = conversationFigures(played).map((figure) => ({ ...figure, advisory: true }));
  const result = {
    model: player.label.replace(/^live model /, ''),
    promptVersion: prompt.version,
    promptDigest: sha256Hex(prompt.text),
    played: played.length,
    leftOut: mine.length - played.length,
    asExpected: played.filter(({ problems }) => problems.length === 0).length,
    costMicros,
    misses: figures.flatMap(({ misses = [] }) => misses),
  };
  return { figures: [...figures, ...counted(player.label, result)], result };
}

const counted = (label: string, { leftOut, costMicros }: LiveResult): readonly Figure[] => [
  { metric: `${label}, left out at the spend cap`, measured: leftOut, unit: 'count', advisory: true },
  { metric: `${label}, cost in millionths of a dollar`, measured: costMicros, unit: 'count', advisory: true },
];

/** A line for each evaluation: models and prompts change, and a series is what tells. @param at of it */
export async function record(file: string, at: Date, result: LiveResult): Promise<void> {
  await appendFile(file, `${JSON.stringify({ at: at.toISOString(), ...result })}\n`);
}
