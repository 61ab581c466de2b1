// Plays one scenario on a desk, step by step, and says what was not as expected.
import { answerTicket } from '../../application/agent/answer-ticket.ts';
import { requestHuman } from '../../application/agent/hand-over.ts';
import type { SupportAgent } from '../../application/agent/support-agent.ts';
import { differences, type Observed, type Played } from '../../application/evaluation/conversations.ts';
import type { EventMetadata } from '../../application/log/event-store.ts';
import { changeTicket } from '../../application/ticket/change-ticket.ts';
import { deliverReply } from '../../application/ticket/deliver-reply.ts';
import { rate } from '../../application/ticket/follow-up.ts';
import { loadTicket } from '../../application/ticket/load-ticket.ts';
import { isRejection } from '../../domain/event/define.ts';
import { decide, type TicketCommand } from '../../domain/ticket/decide.ts';
import { Failure } from '../failure.ts';
import { conversationDesk, type Library } from './conversation-desk.ts';
import type { Scenario, Staff, Step } from './conversation-set.ts';
import { write } from './customer-writes.ts';
import type { Player } from './players.ts';
import type { Scene } from './scene.ts';

const pauseMs = 180_000;
const HOUR_MS = 3_600_000;
const system: EventMetadata = { correlationId: 'evaluation', actor: { kind: 'system', id: 'evaluation' } };

/** @throws Failure when the scenario asks for what cannot be */
export async function play(scenario: Scenario, player: Player, library: Library): Promise<Played> {
  const meanwhile: Scene['meanwhile'] = [];
  const agent = player.agent(() => scene.words);
  const scene: Scene = {
    desk: conversationDesk(library, interrupted(agent, meanwhile), player.budget?.(scenario)),
    channel: scenario.channel,
    meanwhile,
    words: undefined,
    ticketId: '',
    messageId: '',
    count: 0,
  };
  const problems: string[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    const before = scene.ticketId;
    const seen = new Set((await repliesOf(scene)).map(({ id }) => id));
    await act(scene, step);
    await scene.desk.clock.advance(pauseMs);
    if (!('hurries' in step)) await work(scene);
    if (!('expect' in step) || !step.expect) continue;
    const observed = await observe(scene, before, seen);
    problems.push(...differences(step.expect, observed).map((one) => `step ${index + 1}: ${one}`));
  }
  return { scenario: scenario.id, agent: player.label, problems };
}

function interrupted(agent: SupportAgent, meanwhile: Scene['meanwhile']): SupportAgent {
  return {
    ...agent,
    run: async (...task) => {
      await meanwhile.shift()?.();
      return await agent.run(...task);
    },
  };
}

async function act(scene: Scene, step: Step): Promise<void> {
  if ('write' in step) {
    const { meanwhile } = step;
    if (meanwhile) scene.meanwhile.push(() => act(scene, meanwhile));
    scene.words = step.model;
    return await write(scene, step);
  }
  if ('staff' in step) return await staff(scene, step);
  if ('wishes' in step)
    return void (await requestHuman(scene.desk, scene.ticketId, {
      evidence: 'the button',
      metadata: system,
    }));
  if ('rates' in step) {
    const ticket = await scene.desk.tickets.byId(scene.ticketId);
    if (!ticket) throw new Failure('there is no ticket to rate');
    return void (await rate(scene.desk, ticket, { rating: step.rates }));
  }
  await scene.desk.clock.advance((step.passes === 'quiet' ? 73 : 300) * HOUR_MS);
  await apply(scene, { command: 'Resolve', basis: 'assumed', by: 'timer' }, ['nothing-to-resolve']);
  if (step.passes === 'long quiet') await apply(scene, { command: 'Close', by: 'timer' });
}

async function apply(scene: Scene, command: TicketCommand, allowed: readonly string[] = []): Promise<void> {
  const done = await changeTicket(scene.desk, scene.ticketId, system, (state) => decide(command, state));
  if (isRejection(done) && !allowed.includes(done.rejected))
    throw new Failure(`${command.command}: ${done.detail}`);
}

async function staff(scene: Scene, { staff: what, text = 'A note.' }: Staff): Promise<void> {
  const staffId = 'mara';
  const { ids } = scene.desk;
  if (what === 'notes') return apply(scene, { command: 'AddNote', noteId: ids.next(), staffId, text });
  if (what === 'hands-back') return apply(scene, { command: 'HandBack', staffId });
  if (what === 'replies')
    return apply(scene, { command: 'ReplyAsStaff', replyId: ids.next(), staffId, text });
  await requestHuman(scene.desk, scene.ticketId, { evidence: 'taken over', metadata: system });
  await apply(scene, { command: 'Assign', staffId, by: staffId });
}

/** Answers the ticket as the roles would, and sends what is to be sent. */
async function work(scene: Scene): Promise<void> {
  const { desk, ticketId } = scene;
  const signal = new AbortController().signal;
  await answerTicket(desk.answering, ticketId, { attempt: 5, maxAttempts: 5, signal });
  const { ticket } = await loadTicket(desk, ticketId);
  for (const reply of ticket?.replies ?? [])
    if (reply.progress === 'composed') await deliverReply(desk.delivering, ticketId, reply.replyId);
}

/** Those that went out, on every ticket of the scenario's present one. */
async function repliesOf({ desk, ticketId }: Scene) {
  if (ticketId === '') return [];
  const { events } = await loadTicket(desk, ticketId);
  const out = new Set(events.flatMap((e) => (e.type === 'ReplySent' ? [e.data.replyId] : [])));
  return events.flatMap((e) =>
    (e.type === 'ReplyComposed' || e.type === 'StaffReplied') && out.has(e.data.replyId)
      ? [{ id: e.data.replyId, text: e.data.text, sources: 'citations' in e.data ? e.data.citations : [] }]
      : [],
  );
}

async function observe(scene: Scene, before: string, seen: ReadonlySet<string>): Promise<Observed> {
  const { ticket, events } = await loadTicket(scene.desk, scene.ticketId);
  if (!ticket) throw new Failure('there is no ticket to look at');
  const told = (await repliesOf(scene)).filter(({ id }) => !seen.has(id));
  const message = ticket.messages.find(({ messageId }) => messageId === scene.messageId);
  const received = events.find(
    (e) => e.type === 'CustomerMessageReceived' && e.data.messageId === scene.messageId,
  );
  const withStaff = received?.type === 'CustomerMessageReceived' && received.data.handling === 'staff';
  const escalated = events.findLast((e) => e.type === 'TicketEscalated');
  return {
    outcome: withStaff ? 'with-staff' : (message?.outcome ?? 'unanswered'),
    ...(ticket.status === 'escalated' && escalated?.type === 'TicketEscalated'
      ? { reason: escalated.data.reason }
      : {}),
    sources: told.flatMap(({ sources }) => sources.map(({ slug }) => slug)),
    status: ticket.status,
    ticket: before === scene.ticketId ? 'same' : 'new',
    told: told.map(({ text }) => text),
  };
}
