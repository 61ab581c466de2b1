// How long customers may wait, from the configuration.
import { defaultServiceMinutes, type ServiceMinutes } from '../application/inbox/service-level.ts';

const priorities = ['urgent', 'high', 'normal', 'low'] as const;

/** @param settings `priority=minutes`; what is not named has its default */
export function serviceMinutesOf(settings: readonly string[]): ServiceMinutes {
  const given = new Map(settings.map((text) => [text.split('=')[0], Number(text.split('=')[1])]));
  const pairs = priorities.map((priority) => [
    priority,
    given.get(priority) ?? defaultServiceMinutes[priority],
  ]);
  return Object.fromEntries(pairs) as ServiceMinutes;
}
