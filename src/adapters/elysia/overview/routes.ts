// GET /api/overview: how the desk is doing, and how tickets went on in a period.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { instantOf } from '../audit/moments.ts';
import { describe } from '../docs/describe.ts';
import { allRoles } from '../guard/bearer.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import { problems, secured } from '../staff/access.ts';
import type { OverviewDesk } from './desk.ts';
import { OverviewView } from './views.ts';

const moment = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?Z$',
      description,
      examples: ['2026-11-01T00:00:00Z'],
    }),
  );
const Period = Type.Object(
  {
    days: Type.Optional(
      Type.String({
        pattern: '^[1-9]\\d{0,3}$',
        description:
          'So many days back, 30 when absent; cut into days, that of the end is the last of them. Not beside `from`.',
        examples: ['7'],
      }),
    ),
    from: moment('Where the period begins, ISO 8601, UTC.'),
    until: moment('Where it ends; now when absent.'),
    unit: Type.Optional(
      Type.String({
        pattern: '^(hour|day)$',
        description: 'What it is cut into; hours up to two days when absent.',
        examples: ['day'],
      }),
    ),
    zone: Type.Optional(
      Type.String({
        maxLength: 64,
        description: 'IANA name of a time zone; UTC when absent.',
        examples: ['Europe/Berlin'],
      }),
    ),
  },
  { additionalProperties: false },
);

export function overviewRoutes(desk: OverviewDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api' })
    .onTransform(({ request, set }) => {
      kit.requireStaff(request, allRoles);
      set.headers['cache-control'] = 'no-store';
    })
    .get(
      '/overview',
      async ({ query: { days, from, until, unit, zone } }) =>
        accepted(
          await desk.show({
            ...(days === undefined ? {} : { days: Number(days) }),
            ...(from === undefined ? {} : { from: instantOf(from, 'from') }),
            ...(until === undefined ? {} : { until: instantOf(until, 'until') }),
            ...(unit === undefined ? {} : { unit: unit === 'hour' ? 'hour' : 'day' }),
            ...(zone === undefined ? {} : { zone }),
          }),
        ),
      {
        query: Period,
        detail: describe({
          tag: 'Staff',
          summary: 'How the desk is doing, and how tickets went on',
          description:
            'What waits now, what became of messages by hour or day, resolutions and ratings, times, costs, and the health of channels, bus and relay; nothing about anybody.',
          secured,
          answers: { 200: { description: 'The counts.', schema: OverviewView } },
          problems: [...problems, 'invalid-fields'],
        }),
      },
    );
}
