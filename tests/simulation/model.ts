// A model that is slow, goes down, hangs, or finds no words; otherwise it works like the extractive agent.
import { createExtractiveAgent } from '../../src/adapters/extractive/agent.ts';
import { AgentUnavailable, type SupportAgent } from '../../src/application/agent/support-agent.ts';
import type { Life } from './virtual-time.ts';
import type { World } from './world.ts';

export function faultyModel({ time, chance, faults }: World, life: Life): SupportAgent {
  const inner = createExtractiveAgent();
  const never = (signal: AbortSignal | undefined) =>
    new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => reject(new Error('aborted', { cause: signal.reason })), {
        once: true,
      }),
    );
  return {
    name: 'model',
    async run(task, tools, signal, log) {
      await time.sleep(life, chance.between(20, 2_500), signal);
      if (faults.strikes('model down')) throw new AgentUnavailable('injected: down', false);
      if (faults.strikes('model gone for good')) throw new AgentUnavailable('injected: gone', true);
      if (faults.strikes('model hangs')) return never(signal);
      if (faults.strikes('model deaf')) return never(undefined);
      if (faults.strikes('model gives up')) {
        return { agent: 'model', usage: { inputTokens: 1, outputTokens: 1, costMicros: 1 }, end: 'gave-up' };
      }
      return { ...(await inner.run(task, tools, signal, log)), agent: 'model' };
    },
  };
}
