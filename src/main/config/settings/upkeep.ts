// How long things are kept, what is logged, and how the program ends.
import { Type } from '@sinclair/typebox';

export const upkeepSettings = {
  retentionCustomerDays: Type.Optional(
    Type.Number({
      minimum: 1,
      maximum: 36_500,
      description:
        'Customers none of whose tickets has changed for so long are erased. Absent: nobody is, unless somebody decides it.',
    }),
  ),
  retentionFileDays: Type.Optional(
    Type.Number({
      minimum: 1,
      maximum: 36_500,
      description: 'Messages as they came, and their files, are removed after so long. Absent: never.',
    }),
  ),
  retentionDeadLetterDays: Type.Optional(
    Type.Number({
      minimum: 1,
      maximum: 36_500,
      description: 'Dead letters are removed after so long. Absent: never.',
    }),
  ),
  logLevel: Type.Union(
    [Type.Literal('debug'), Type.Literal('info'), Type.Literal('warn'), Type.Literal('error')],
    { default: 'info', description: 'Least important level that is logged.' },
  ),
  logFormat: Type.Union([Type.Literal('json'), Type.Literal('pretty')], {
    default: 'json',
    description: 'JSON lines for machines, or short lines for a terminal.',
  }),
  shutdownSeconds: Type.Number({
    minimum: 0,
    maximum: 3600,
    default: 20,
    description: 'Time for work in flight to finish when the program is asked to stop.',
  }),
};
