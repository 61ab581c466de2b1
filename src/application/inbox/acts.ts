// Each of the things that staff do on a ticket.
import { acknowledgement } from '../../domain/agent/acknowledgement.ts';
import { likelyLanguageOf } from '../../domain/agent/language.ts';
import { decide, type TicketCommand, type TicketDecision } from '../../domain/ticket/decide.ts';
import { latestWords } from '../agent/situation.ts';
import type { LoadedTicket } from '../ticket/load-ticket.ts';
import { prepareWords } from '../ticket/prepare-submission.ts';
import { type Act, type Acted, type Acting, type ActPorts, act } from './act.ts';
import { type ReplyWayPorts, replyWay } from './reply-way.ts';

export interface HandsPorts extends ActPorts {
  /** Whether nobody of the team is at work at a moment, ms since the epoch; absent: somebody always is. */
  readonly isOffHours?: (at: number) => boolean;
}

const run = (command: TicketCommand, { ticket }: LoadedTicket): TicketDecision => decide(command, ticket);

/** The agent leaves the ticket alone from here on. Who has it already has it. */
export function takeOver(ports: HandsPorts, reference: string, acting: Acting): Promise<Acted> {
  return giveTo(ports, reference, acting, acting.staffId);
}

/** As `takeOver`, for somebody else. */
export function giveTo(
  ports: HandsPorts,
  reference: string,
  acting: Acting,
  staffId: string,
): Promise<Acted> {
  return act(ports, reference, acting, {
    concern: 'hands',
    isDone: ({ ticket }) => ticket?.status === 'escalated' && ticket.assignedTo === staffId,
    decide: intoHands(ports, 'TakeOver', { staffId, by: acting.staffId }),
  });
}

/** Brings a resolved or closed ticket back, into the hands of who asks. */
export function reopen(ports: HandsPorts, reference: string, acting: Acting): Promise<Acted> {
  const { staffId } = acting;
  return act(ports, reference, acting, {
    concern: 'hands',
    isDone: (loaded) => isLast(loaded, acting, 'TicketAssigned') && loaded.ticket?.status === 'escalated',
    decide: intoHands(ports, 'Reopen', { staffId, by: staffId }),
  });
}

function intoHands(
  { ids, clock, isOffHours }: HandsPorts,
  command: 'TakeOver' | 'Reopen',
  hands: { readonly staffId: string; readonly by: string },
): Act['decide'] {
  const replyId = ids.next();
  return (loaded) => {
    const setting = {
      language: likelyLanguageOf(latestWords(loaded.events)),
      offHours: isOffHours?.(clock.now()) ?? false,
    };
    const text = acknowledgement('taken-over', loaded.ticket?.reference ?? '', setting);
    return run({ command, ...hands, acknowledgement: { replyId, text } }, loaded);
  };
}

/** @param reply.replyId made by who writes: the same again is the same reply @throws InvalidInput for words that say nothing */
export async function reply(
  ports: ActPorts & ReplyWayPorts,
  reference: string,
  acting: Acting,
  { replyId, text: written }: { readonly replyId: string; readonly text: string },
): Promise<Acted> {
  const { staffId } = acting;
  const text = prepareWords(written, 'text');
  return act(ports, reference, acting, {
    concern: 'words',
    isDone: ({ events }) =>
      events.some(
        ({ type, data }) => type === 'StaffReplied' && data.replyId === replyId && data.staffId === staffId,
      ),
    hindrance: async (loaded) => {
      const way = await replyWay(ports, loaded);
      // What the rules of a ticket refuse, they say themselves.
      const isRefused = way?.because !== undefined && !ofTheRules.has(way.because);
      if (isRefused) return { rejected: 'reply-not-possible', detail: `it would not arrive: ${way.because}` };
      const most = way?.limits.characters ?? text.length;
      if (text.length <= most) return undefined;
      return { rejected: 'reply-too-long', detail: `${most} characters are what the channel takes` };
    },
    decide: (loaded) => run({ command: 'ReplyAsStaff', replyId, staffId, text }, loaded),
  });
}

const ofTheRules: ReadonlySet<string> = new Set(['not-escalated', 'closed', 'erased']);

/** @param note.noteId made by who writes: the same again is the same note @throws InvalidInput for words that say nothing */
export async function addNote(
  ports: ActPorts,
  reference: string,
  acting: Acting,
  { noteId, text: written }: { readonly noteId: string; readonly text: string },
): Promise<Acted> {
  const { staffId } = acting;
  const text = prepareWords(written, 'text');
  return act(ports, reference, acting, {
    concern: 'nothing',
    isDone: ({ events }) => events.some(({ type, data }) => type === 'NoteAdded' && data.noteId === noteId),
    decide: (loaded) => run({ command: 'AddNote', noteId, staffId, text }, loaded),
  });
}

/** To the agent, once the customer has an answer. */
export function handBack(ports: ActPorts, reference: string, acting: Acting): Promise<Acted> {
  return act(ports, reference, acting, {
    concern: 'end',
    isDone: (loaded) => isLast(loaded, acting, 'TicketHandedBack'),
    decide: (loaded) => run({ command: 'HandBack', staffId: acting.staffId }, loaded),
  });
}

/** @param basis confirmed: the customer said so to somebody of the staff */
export function resolve(
  ports: ActPorts,
  reference: string,
  acting: Acting,
  basis: 'confirmed' | 'assumed',
): Promise<Acted> {
  return act(ports, reference, acting, {
    concern: 'end',
    isDone: (loaded) => isLast(loaded, acting, 'TicketResolved'),
    decide: (loaded) => run({ command: 'Resolve', basis, by: acting.staffId, byStaff: true }, loaded),
  });
}

export function close(ports: ActPorts, reference: string, acting: Acting): Promise<Acted> {
  return act(ports, reference, acting, {
    concern: 'end',
    isDone: (loaded) => isLast(loaded, acting, 'TicketClosed'),
    decide: (loaded) => run({ command: 'Close', by: acting.staffId }, loaded),
  });
}

const states: ReadonlySet<string> = new Set([
  'TicketEscalated',
  'TicketAssigned',
  'TicketHandedBack',
  'TicketResolved',
  'TicketReopened',
  'TicketClosed',
  'CustomerMessageReceived',
]);

/** Whether the last that changed where the ticket stands is this, done by who acts, behind what they saw. */
function isLast({ events }: LoadedTicket, { staffId, seen = 0 }: Acting, type: string): boolean {
  const last = events.findLast((event) => states.has(event.type));
  if (last?.type !== type || last.version <= seen) return false;
  const { actor } = last.metadata;
  return actor.kind === 'staff' && actor.id === staffId;
}
