// Storing the mails that a reading found: what makes trouble keeps nothing else out, and an outage is no mail's fault.
import type { AcceptMessage } from '../channel/accept-message.ts';
import type { InboundMessage } from '../channel/inbound-message.ts';
import { countFailure, type UnstoredPorts } from '../channel/unstored-messages.ts';
import { StoreUnavailable } from '../log/event-store.ts';
import { describe } from '../log/loop.ts';
import { type Mailbox, MailboxUnavailable, type RawMail } from './mailbox.ts';

export interface StorePorts extends UnstoredPorts {
  readonly mailbox: Mailbox;
  /** A mail as a message: parsed, judged, never refused. */
  readonly understand: (raw: RawMail, account: string) => Promise<InboundMessage>;
  readonly accept: AcceptMessage;
}

/** How one reading of a mailbox has gone so far. */
export interface Tally {
  stored: number;
  skipped: number;
  /** To be tried again: the cursor stays before them. */
  failed: number;
  /** What the provider said to the last mail it did not give out. */
  trouble: MailboxUnavailable | undefined;
  /** Whether the provider has given out a mail in this reading; undefined until that is known. */
  givesOut: boolean | undefined;
  /** Ids of mails that failed in earlier readings. */
  readonly before: ReadonlySet<string>;
  /** Ids of mails that are stored or dead letters: not read again. */
  readonly done: Set<string>;
}

/** How far back a mail is looked for that shows whether the provider gives out any, milliseconds. */
const PROBE_MS = 14 * 86_400_000;
const MOST_PROBES = 3;

interface Left {
  readonly id: string;
  readonly error: unknown;
}

/**
 * One mail that makes trouble does not keep the others out. Two in a row that the provider keeps back are the provider's,
 * unless it refuses them for good and gives out another.
 * @throws MailboxUnavailable; StoreUnavailable
 */
export async function storeAll(ports: StorePorts, tally: Tally, ids: readonly string[]): Promise<void> {
  const left: Left[] = [];
  let keptBack = 0;
  for (const id of new Set(ids)) {
    if (tally.done.has(id)) continue;
    try {
      if (await storeOne(ports, tally, id)) {
        tally.stored++;
        tally.done.add(id);
        // What was left out may be moved to the inbox later, and is listed again.
      } else tally.skipped++;
      keptBack = 0;
      if (tally.before.has(id)) await ports.unstored.settle(ports.mailbox.address, id);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      left.push({ id, error });
      if (!(error instanceof MailboxUnavailable)) continue;
      if (error.retryInMs !== undefined) throw error;
      if (++keptBack < 2) continue;
      if (!error.permanent || !(await givesOut(ports, tally, left))) throw error;
    }
  }
  // Only now, when it is clear that neither store nor provider is away: an outage is no mail's fault.
  for (const one of left) await leaveBehind(ports, tally, one, left);
}

async function leaveBehind(
  ports: StorePorts,
  tally: Tally,
  { id, error }: Left,
  left: readonly Left[],
): Promise<void> {
  const fields = { providerMessageId: id, error: describe(error) };
  ports.telemetry.log('error', 'a mail could not be stored', fields);
  const isProvider = error instanceof MailboxUnavailable;
  const isItsFault = !isProvider || (error.permanent && (await givesOut(ports, tally, left)));
  const mail = { account: ports.mailbox.address, providerMessageId: id };
  if (isItsFault && (await countFailure(ports, mail, error))) {
    tally.done.add(id);
    return;
  }
  tally.failed++;
  if (isProvider) tally.trouble = error;
}

/** Permissions withdrawn look like mails refused for good, one after the other; then no other mail is given out either. */
async function givesOut(
  { mailbox, clock }: StorePorts,
  tally: Tally,
  left: readonly Left[],
): Promise<boolean> {
  if (tally.givesOut !== undefined) return tally.givesOut;
  tally.givesOut = false;
  const refused = new Set([...left.map(({ id }) => id), ...tally.before]);
  const { ids } = await mailbox.since(clock.now() - PROBE_MS);
  for (const id of ids.filter((one) => !refused.has(one)).slice(0, MOST_PROBES))
    if (await isGivenOut(mailbox, id)) {
      tally.givesOut = true;
      break;
    }
  return tally.givesOut;
}

async function isGivenOut(mailbox: Mailbox, id: string): Promise<boolean> {
  try {
    return (await mailbox.read(id)) !== 'gone';
  } catch (error) {
    if (error instanceof MailboxUnavailable) return false;
    throw error;
  }
}

/** What a person sent, wrote or threw away is not what a customer sent us. */
const notIncoming = new Set(['SENT', 'DRAFT', 'SPAM', 'TRASH']);

async function storeOne(ports: StorePorts, tally: Tally, id: string): Promise<boolean> {
  const raw = await ports.mailbox.read(id);
  if (raw !== 'gone') tally.givesOut = true;
  if (raw === 'gone' || raw.labels.some((label) => notIncoming.has(label))) {
    const why = raw === 'gone' ? 'gone' : 'not-incoming';
    ports.telemetry.log('info', 'a mail was left out', { providerMessageId: id, why });
    return false;
  }
  await ports.accept(await understandOrKeep(ports, raw));
  return true;
}

/** What defeats us is stored as it came: staff can read it, and it holds up nothing. */
async function understandOrKeep(
  { understand, mailbox, telemetry }: StorePorts,
  raw: RawMail,
): Promise<InboundMessage> {
  try {
    return await understand(raw, mailbox.address);
  } catch (error) {
    telemetry.log('error', 'a mail could not be understood', {
      providerMessageId: raw.id,
      error: describe(error),
    });
    return {
      channel: 'email',
      // As of a mail that is understood, should this one be so another time.
      providerMessageId: `gmail:${mailbox.address}:${raw.id}`,
      account: mailbox.address,
      seen: [],
      senderName: '',
      text: '',
      sentAt: raw.receivedAt,
      thread: { providerThreadId: raw.threadId },
      attachments: [],
      original: raw.raw,
    };
  }
}
