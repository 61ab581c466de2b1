// An agent behind a circuit breaker: while its provider fails, the fallback is asked at once instead of after a timeout.
import type { Breaker } from '../platform/breaker.ts';
import { AgentUnavailable, type SupportAgent } from './support-agent.ts';

/** Only a provider that cannot be used counts as a failure; a request that it refuses, a run that gives up, or one that we abort, does not. */
export function guardedAgent(agent: SupportAgent, breaker: Breaker): SupportAgent {
  return {
    name: agent.name,
    async run(task, tools, signal, log) {
      if (!breaker.admits())
        throw new AgentUnavailable('the provider failed several times and is left alone for a while', false);
      try {
        const report = await agent.run(task, tools, signal, log);
        breaker.succeeded();
        return report;
      } catch (error) {
        if (error instanceof AgentUnavailable) {
          if (error.about === 'provider') breaker.failed();
          else breaker.succeeded(); // it did answer
        }
        throw error;
      }
    },
  };
}
