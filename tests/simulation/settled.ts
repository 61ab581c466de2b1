// What must hold once faults have stopped and everything has come to rest.
import { verifyLedger } from '../../src/application/audit/verify.ts';
import { followedProjection } from '../../src/application/projection/inline.ts';
import { rebuildProjections } from '../../src/application/projection/rebuild.ts';
import type { Row, Table } from '../../src/application/projection/row-change.ts';
import {
  followedTables,
  inlineTables,
  messages,
  outcomes,
  timers,
} from '../../src/application/projection/tables.ts';
import { formMessageId } from '../../src/application/ticket/submitted-ticket.ts';
import { busFollower, outcomesFollower } from '../../src/main/wiring.ts';
import { sleeplessClock } from '../sleepless-clock.ts';
import { project } from './database.ts';
import { digestSigner } from './sealing.ts';
import { Violation } from './watch.ts';
import { isAccepted } from './watched-tickets.ts';
import type { World } from './world.ts';

/** Whether nothing is left to do. */
export function isAtRest({ database, watch }: World, caughtUp: boolean): boolean {
  const { log } = database;
  const head = BigInt(log.ledger.length);
  const followed = [busFollower, outcomesFollower].every((name) => log.followers.get(name) === head);
  return (
    caughtUp &&
    watch.inbound.missing().length === 0 &&
    unnoticed(watch).length === 0 &&
    log.pending.length === 0 &&
    followed &&
    stuck(database.log.tables.rows(timers)).length === 0
  );
}

/** Replies that did not arrive, and of which the desk does not know yet. */
function unnoticed({ tickets }: World['watch']): readonly string[] {
  return [...tickets.replies].flatMap(([replyId, { isLost, progress }]) =>
    isLost && progress === 'sent' ? [replyId] : [],
  );
}

/** Timers of work that is not done. */
function stuck(rows: Iterable<Row>): readonly Row[] {
  return [...rows].filter(({ kind }) => kind === 'answer' || kind === 'deliver');
}

/** @throws Violation naming everything that is wrong */
export async function checkSettled(world: World): Promise<void> {
  const wrong = [
    ...unsettledMessages(world),
    ...world.watch.inbound.missing().map((id) => `${id} came in and is not in the log`),
    ...unsettledReplies(world),
    ...unnoticed(world.watch).map((id) => `reply ${id} came back, and is still sent`),
    ...stuck(world.database.log.tables.rows(timers)).map(
      (t) => `timer ${JSON.stringify(t['timer_id'])} is stuck`,
    ),
    ...(await unexplainedDeadLetters(world)),
    ...(await ledgerFindings(world)),
    ...(await differencesAfterRebuild(world)),
  ];
  if (wrong.length > 0) throw new Violation(wrong.join('\n'));
}

function unsettledMessages({ database, watch }: World): readonly string[] {
  const { tables } = database.log;
  const wrong: string[] = [];
  const stored = new Map([...watch.tickets.messages.values()].map((m) => [m.providerMessageId, m]));
  for (const [submissionId, ticketId] of watch.acknowledgements) {
    const message = stored.get(formMessageId(submissionId));
    if (message?.ticketId !== ticketId)
      wrong.push(`acknowledged ${submissionId} is not on ticket ${ticketId}`);
  }
  for (const [messageId, { outcome }] of watch.tickets.messages) {
    if (!outcome) wrong.push(`message ${messageId} has no outcome`);
    const counted = tables.get(outcomes, { message_id: messageId })?.['outcome'];
    if (counted !== outcome)
      wrong.push(`message ${messageId} is ${outcome} but counted as ${JSON.stringify(counted)}`);
    const shown = tables.get(messages, { message_id: messageId })?.['state'];
    if (shown !== outcome)
      wrong.push(`message ${messageId} is ${outcome} but shown as ${JSON.stringify(shown)}`);
  }
  return wrong;
}

function unsettledReplies({ watch }: World): readonly string[] {
  return [...watch.tickets.replies].flatMap(([replyId, reply]) => {
    const { progress, accepted, parts } = reply;
    if (progress === 'composed' || progress === 'attempted') return [`reply ${replyId} is still ${progress}`];
    const isOut = isAccepted(reply) && !(progress === 'failed' && reply.returned);
    if (isOut !== (progress === 'sent'))
      return [`reply ${replyId} is ${progress}, yet ${accepted.size} of ${parts} parts were accepted`];
    return [];
  });
}

const passing =
  /store-unavailable|bus-unavailable|agent-unavailable|outcome-unknown|ticket-keeps-moving|version-conflict/;

/** A dead letter is explained by a fault that was put in. That its work is done all the same, the timers have seen to. */
async function unexplainedDeadLetters({ database }: World): Promise<readonly string[]> {
  const letters = await database.deadLetters.list({ limit: 1_000 });
  return letters
    .filter(({ error }) => !passing.test(error))
    .map(({ topic, error }) => `a dead letter of ${topic} is unexplained: ${error}`);
}

async function ledgerFindings({ database, time }: World): Promise<readonly string[]> {
  const { ledger, checkpoints, hashOf } = database;
  const clock = sleeplessClock(time.now);
  const report = await verifyLedger({ ledger, checkpoints, hashOf, clock, signer: digestSigner });
  return report.findings.map(({ position, kind, detail }) => `ledger at ${position}: ${kind}, ${detail}`);
}

/** Every read model, compared with what the log alone makes of it. */
async function differencesAfterRebuild({ database }: World): Promise<readonly string[]> {
  const all = [...inlineTables, ...followedTables];
  const live = all.map((table) => dump(database.log.tables.rows(table), table));
  await rebuildProjections(database.rebuilding, {
    inline: project,
    followed: followedProjection,
    follower: outcomesFollower,
  });
  return all.flatMap((table, i) => {
    const rebuilt = dump(database.log.tables.rows(table), table);
    return Bun.deepEquals(live[i], rebuilt) ? [] : [`table ${table.name} differs from its rebuild`];
  });
}

function dump(rows: Iterable<Row>, { key }: Table): readonly Row[] {
  const id = (row: Row) => JSON.stringify(key.map((column) => row[column]));
  return [...rows].sort((a, b) => (id(a) < id(b) ? -1 : 1));
}
