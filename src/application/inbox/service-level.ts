// How long a customer may wait for an answer, and who waits too long.
import type { Priority } from '../../domain/ticket/classification.ts';
import type { Thresholds } from './inbox.ts';
import { type WorkingTime, workingTime } from './working-time.ts';

/** Minutes while the team is at work. */
export type ServiceMinutes = Readonly<Record<Priority, number>>;

export const defaultServiceMinutes: ServiceMinutes = { urgent: 30, high: 120, normal: 480, low: 960 };

export interface ServiceLevel {
  readonly minutes: ServiceMinutes;
  /** By which the customer is owed an answer; both ms since the epoch. */
  dueAt(waitingSince: number, priority: Priority): number;
  /** Who has waited since then is overdue at this moment. */
  thresholds(now: number): Thresholds;
}

/** @param isOffHours whether nobody of the team is at work; absent: somebody always is */
export function serviceLevel(
  minutes: ServiceMinutes = defaultServiceMinutes,
  isOffHours?: (at: number) => boolean,
): ServiceLevel {
  const time: WorkingTime = workingTime(isOffHours);
  return {
    minutes,
    dueAt: (waitingSince, priority) => time.after(waitingSince, minutes[priority]),
    thresholds: (now) => ({
      urgent: time.before(now, minutes.urgent),
      high: time.before(now, minutes.high),
      normal: time.before(now, minutes.normal),
      low: time.before(now, minutes.low),
    }),
  };
}
