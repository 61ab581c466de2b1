// How long things wait: quiet periods, opening hours, time limits of tickets.
import { Type } from '@sinclair/typebox';
import { quietPeriods } from '../../../domain/conversation/quiet.ts';

export const paceSettings = {
  emailQuietSeconds: Type.Number({
    exclusiveMinimum: 0,
    maximum: 600,
    default: quietPeriods.email / 1000,
    description: 'How long after the last mail of a customer the answer waits for another one.',
  }),
  whatsappQuietSeconds: Type.Number({
    exclusiveMinimum: 0,
    maximum: 600,
    default: quietPeriods.whatsapp / 1000,
    description: 'The same on WhatsApp.',
  }),
  openingHours: Type.Array(Type.String(), {
    default: [],
    shape: 'opening-hours',
    description:
      'When your team is at work, like `mon-fri 09:00-17:30`, parted by commas; outside of it, who is handed over is told so. Absent: around the clock.',
  }),
  timeZone: Type.String({
    default: 'UTC',
    shape: 'time-zone',
    description: 'Time zone of these hours, like `Europe/Berlin`.',
  }),
  slaMinutes: Type.Array(Type.String({ pattern: '^(urgent|high|normal|low)=[1-9]\\d{0,5}$' }), {
    default: ['urgent=30', 'high=120', 'normal=480', 'low=960'],
    shape: 'service-minutes',
    description:
      'How long a customer may wait for an answer of your team, for each priority, in minutes within your opening hours, parted by commas. Who waits longer is overdue in the inbox.',
  }),
  autoResolveHours: Type.Number({
    exclusiveMinimum: 0,
    maximum: 8760,
    default: 72,
    description: 'Quiet time after which an answered ticket counts as resolved.',
  }),
  autoCloseDays: Type.Number({
    exclusiveMinimum: 0,
    maximum: 3650,
    default: 7,
    description: 'Time after which a resolved ticket is closed.',
  }),
};
