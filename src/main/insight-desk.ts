// What staff learn from, on this process's adapters.
import type { InsightDesk } from '../adapters/elysia/insight/desk.ts';
import { moodsOf } from '../application/audit/moods.ts';
import type { Core } from './core.ts';
import { moodView, whyView } from './why-view.ts';

export function createInsightDesk(core: Core): InsightDesk {
  return {
    why: (reference) => whyView(core, reference),
    moods: async (customerId) => (await moodsOf(core, customerId)).map(moodView),
  };
}
