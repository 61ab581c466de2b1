// The scenarios of whole conversations as their file has them, a JSON object in each line.
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Channel } from '../../domain/conversation/channel.ts';
import { EscalationReason } from '../../domain/ticket/reasons.ts';
import { Failure } from '../failure.ts';
import { readText } from './data-sets.ts';

const words = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 });
const oneOf = <T extends string>(...values: readonly T[]) =>
  Type.Union(values.map((value) => Type.Literal(value)));
const strict = { additionalProperties: false };

const Expect = Type.Object(
  {
    outcome: Type.Optional(oneOf('answered', 'escalated', 'suppressed', 'with-staff', 'unanswered')),
    reason: Type.Optional(EscalationReason),
    source: Type.Optional(Type.String()),
    status: Type.Optional(oneOf('open', 'pending', 'escalated', 'resolved', 'closed')),
    ticket: Type.Optional(oneOf('same', 'new')),
    says: Type.Optional(words),
    forbidden: Type.Optional(words),
    replies: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  strict,
);

/** What staff do with the ticket; `takes` is the way a human comes in where the desk had not called one. */
const Staff = Type.Object(
  { staff: oneOf('takes', 'replies', 'hands-back', 'notes'), text: Type.Optional(Type.String()) },
  strict,
);

const Write = Type.Object(
  {
    /** What the customer writes; of a mail the whole body, quotes included. */
    write: Type.String(),
    via: Type.Optional(Channel),
    subject: Type.Optional(Type.String()),
    files: Type.Optional(words),
    /** More headers of a mail, such as Auto-Submitted. */
    headers: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** True: the sender's server does not vouch for the mail. */
    unproven: Type.Optional(Type.Literal(true)),
    /** True: with the code of the ticket, as the link from one channel to another has it. */
    coded: Type.Optional(Type.Literal(true)),
    /** True: nothing leads to the ticket but who writes. */
    apart: Type.Optional(Type.Literal(true)),
    /** True: the customer writes on before the desk answers. */
    hurries: Type.Optional(Type.Literal(true)),
    /** Happens while the agent works on the message. */
    meanwhile: Type.Optional(Type.Union([Type.Object({ write: Type.String() }, strict), Staff])),
    /** What a scripted model sends, instead of words of the best passage; `…` stands for these. */
    model: Type.Optional(Type.String()),
    expect: Type.Optional(Expect),
  },
  strict,
);
export type Write = Static<typeof Write>;
export type Staff = Static<typeof Staff>;

const Step = Type.Union([
  Write,
  Staff,
  /** The button for a person on the status page. */
  Type.Object({ wishes: Type.Literal('a person'), expect: Type.Optional(Expect) }, strict),
  Type.Object({ rates: Type.Integer({ minimum: 1, maximum: 5 }), expect: Type.Optional(Expect) }, strict),
  /** Nobody writes until the ticket is resolved, or closed. */
  Type.Object({ passes: oneOf('quiet', 'long quiet'), expect: Type.Optional(Expect) }, strict),
]);
export type Step = Static<typeof Step>;

const Scenario = Type.Object(
  {
    id: Type.String(),
    /** What it is about, in words. */
    about: Type.String(),
    language: Type.String(),
    channel: Channel,
    /** Absent: both. */
    agent: Type.Optional(oneOf('extractive', 'scripted')),
    steps: Type.Array(Step, { minItems: 1 }),
  },
  strict,
);
export type Scenario = Static<typeof Scenario>;

/** @throws DataAbsent, and Failure naming the entry that is none, or an id that is there twice */
export async function conversationSet(path: string): Promise<readonly Scenario[]> {
  const lines = (await readText(path)).split('\n').filter((line) => line.trim() !== '');
  const scenarios = lines.map((line, i) => {
    try {
      return Value.Decode(Scenario, JSON.parse(line));
    } catch (cause) {
      throw new Failure(`${path}: entry ${i + 1} is not a scenario`, 1, { cause });
    }
  });
  if (new Set(scenarios.map(({ id }) => id)).size !== scenarios.length)
    throw new Failure(`${path}: an id is there twice`);
  return scenarios;
}
