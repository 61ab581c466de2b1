// Who answers in a scenario: the agents that need no model, and what a player of any kind is.
import { createExtractiveAgent } from '../../adapters/extractive/agent.ts';
import type { ModelBudget } from '../../application/agent/spending.ts';
import type { SupportAgent } from '../../application/agent/support-agent.ts';
import type { Scenario } from './conversation-set.ts';
import { scriptedModel } from './scripted-model.ts';

export interface Player {
  /** As figures name it. */
  readonly label: string;
  /** Whether a scenario is one for it. */
  plays(scenario: Scenario): boolean;
  /** @param words what a scripted model is to write in the run that begins */
  agent(words: () => string | undefined): SupportAgent;
  /** What requests for a scenario may cost; absent: it makes none. */
  budget?(scenario: Scenario): ModelBudget;
}

export const players: readonly Player[] = [
  {
    label: 'extractive agent',
    plays: ({ agent }) => agent !== 'scripted',
    agent: () => createExtractiveAgent(),
  },
  { label: 'scripted model', plays: ({ agent }) => agent !== 'extractive', agent: scriptedModel },
];
