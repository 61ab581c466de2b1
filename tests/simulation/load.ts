// Customers who write, repeat themselves when they hear nothing, write again, ask for a human and rate.
import { requestHuman } from '../../src/application/agent/hand-over.ts';
import { acceptSubmission } from '../../src/application/ticket/accept-submission.ts';
import { byCustomer, followUp, rate } from '../../src/application/ticket/follow-up.ts';
import type { Submission } from '../../src/application/ticket/submission.ts';
import { isRejection } from '../../src/domain/event/define.ts';
import { nameOf } from './call.ts';
import type { Core } from './core.ts';
import { asMutant } from './mutants.ts';
import type { Processes } from './processes.ts';
import type { World } from './world.ts';

export const questions = [
  'My labels come out blank since this morning. What can I try?',
  'Blank labels again after changing the roll. How do I turn the roll over?',
  'How can I cancel an order that is not packed yet?',
  'Is there a way to change the address of an open order?',
  'Will the moon be made of cheese when my parcel gets there?',
  'I want to speak to a human being about my parcel, please.',
  'This is outrageous. I will sue you and see you in court!',
  'I demand a full refund of my last invoice right now.',
];

const CLIENT_PATIENCE_MS = 12_000;
const MOST_TRIES = 6;

/** What every visitor of the desk needs. */
export interface Visit {
  readonly world: World;
  readonly processes: Processes;
}

/** @param email several customers may share one: two browser tabs */
export async function customer({ world, processes }: Visit, email: string): Promise<void> {
  const { chance, time, outside, watch } = world;
  const filed: { readonly submission: Submission; readonly ticketId: string }[] = [];
  const visit = { world, processes };

  const submit = async (submission: Submission) => {
    const done = await persist(visit, 'submit', (core) =>
      acceptSubmission({ ...core, events: asMutant(world, 'api', core.events) }, submission),
    );
    if (!done) return;
    watch.acknowledged({ submissionId: submission.submissionId, ticketId: done.ticketId });
    filed.push({ submission, ticketId: done.ticketId });
  };
  const writeAgain = async (ticketId: string) => {
    const submissionId = world.ids.next();
    const message = chance.pick(questions);
    const done = await persist(visit, 'follow-up', async (core) => {
      const ticket = await core.tickets.byId(ticketId);
      const ports = { ...core, events: asMutant(world, 'api', core.events) };
      return ticket && followUp(ports, ticket, { message, submissionId });
    });
    if (done && !isRejection(done)) watch.acknowledged({ submissionId, ticketId });
  };
  const ask = (ticketId: string) =>
    persist(visit, 'ask for a human', async (core) => {
      const ticket = await core.tickets.byId(ticketId);
      const metadata = ticket && byCustomer(ticket, { correlationId: core.ids.next() }, undefined);
      return metadata && requestHuman(core, ticketId, { evidence: 'Asked on the status page.', metadata });
    });
  const rateIt = (ticketId: string) =>
    persist(visit, 'rate', async (core) => {
      const ticket = await core.tickets.byId(ticketId);
      return ticket && rate(core, ticket, { rating: 1 + chance.below(5) });
    });

  while (world.busy) {
    await time.pass(outside, chance.between(200, 12_000));
    if (!world.busy) break;
    const known = filed.length > 0 ? chance.pick(filed) : undefined;
    const wish = chance.next();
    if (!known || wish < 0.35) await submit(newSubmission(world, email));
    else if (wish < 0.45) await submit(known.submission);
    else if (wish < 0.8) await writeAgain(known.ticketId);
    else if (wish < 0.85) await ask(known.ticketId);
    else await rateIt(known.ticketId);
  }
}

function newSubmission({ ids, chance }: World, email: string): Submission {
  return {
    name: 'Ada Marsh',
    email,
    subject: 'A question about my shop',
    category: 'technical',
    priority: 'normal',
    message: chance.pick(questions),
    submissionId: ids.next(),
  };
}

/** Tries until there is an answer, or gives up. @returns undefined after giving up */
export async function persist<T>(
  { world, processes }: Visit,
  what: string,
  run: (core: Core) => Promise<T>,
): Promise<T | undefined> {
  const { time, chance, outside } = world;
  for (let tried = 1; tried <= MOST_TRIES; tried++) {
    try {
      const patience = time.pass(outside, CLIENT_PATIENCE_MS).then(() => 'too long' as const);
      const answer = await Promise.race([processes.request(run), patience]);
      if (answer !== 'too long') return answer;
      world.say(`client waits no longer: ${what}`);
    } catch (error) {
      world.watch.fault(`client: ${what}`, nameOf(error));
    }
    await time.pass(outside, chance.between(200, 4_000));
  }
  world.say(`client gives up: ${what}`);
  return undefined;
}
