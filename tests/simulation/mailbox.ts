// A mailbox at a provider: a history read in pages, mails that disappear, and sends that arrive whatever becomes of the sender.
import { type Mailbox, MailboxUnavailable, type SentMail } from '../../src/application/mail/mailbox.ts';
import type { MailNotice } from '../../src/application/mail/push-webhook.ts';
import type { Mail } from '../../src/domain/mail/mail.ts';
import { bounceOf, rawOf, readOutbound } from './mail-form.ts';
import type { Life } from './virtual-time.ts';
import type { World } from './world.ts';

export const deskAddress = 'support@desk.example';
/** One mail leaves within so long or never, milliseconds. */
export const mailLimitMs = 1_500;

/** A mail as a customer got it. */
export interface GotMail {
  readonly messageId: string;
  readonly subject: string;
  readonly references: readonly string[];
}

export interface MailProvider {
  /** The mailbox as one process sees it. */
  mailbox(life: Life): Mailbox;
  /** A mail for the desk comes in. */
  receive(mail: Mail): void;
  /** What the desk sent to an address, oldest first. */
  sentTo(address: string): readonly GotMail[];
}

interface Kept {
  readonly id: string;
  readonly threadId: string;
  readonly at: number;
  readonly raw: Uint8Array;
  labels: readonly string[];
}

interface Sent extends SentMail {
  readonly at: number;
  readonly replyId: string;
  readonly writtenAs: string;
  readonly to: string;
  readonly mail: GotMail;
}

interface Entry {
  readonly historyId: bigint;
  readonly id: string;
  readonly at: number;
}

const PAGE = 3;
/** What was sent may take so long to be found, milliseconds. */
const LONGEST_LAG_MS = 5_000;

/** @param changed told of every change of the mailbox */
export function createMailProvider(world: World, changed: (notice: MailNotice) => void): MailProvider {
  const { time, chance, faults, outside, watch, ids } = world;
  const kept = new Map<string, Kept>();
  const threads = new Map<string, string>();
  const history: Entry[] = [];
  const sent: Sent[] = [];
  let position = 1_000n;
  let mails = 0;

  const enter = (id: string) => {
    position += BigInt(1 + chance.below(4));
    history.push({ historyId: position, id, at: time.now() });
    const labels = kept.get(id)?.labels ?? [];
    const message = { channel: 'email' as const, providerMessageId: `gmail:${deskAddress}:${id}` };
    if (labels.includes('INBOX'))
      watch.inbound.came({ ...message, position: { account: deskAddress, at: position } });
    changed({ address: deskAddress, cursor: position });
  };
  const keep = (raw: Uint8Array, labels: readonly string[], threadId?: string): Kept => {
    mails++;
    const id = `m${mails}`;
    const mail = { id, threadId: threadId ?? `t${mails}`, at: time.now(), raw, labels };
    kept.set(id, mail);
    enter(id);
    return mail;
  };
  const remove = (id: string) => {
    if (!kept.delete(id)) return;
    world.say(`mail ${id} is deleted`);
    watch.inbound.gone(`gmail:${deskAddress}:${id}`);
  };
  const receive = (mail: Mail) => {
    const thread = [mail.inReplyTo, ...mail.references].flatMap((id) => threads.get(id ?? '') ?? [])[0];
    const isTakenForSpam = faults.strikes('mail in spam first');
    const one = keep(rawOf(mail), [isTakenForSpam ? 'SPAM' : 'INBOX'], thread);
    threads.set(mail.messageId ?? '', one.threadId);
    world.say(`mail ${one.id} comes in${isTakenForSpam ? ', as spam' : ''}`);
    if (faults.strikes('mail deleted'))
      time.at(outside, time.now() + chance.between(0, 3_000), () => remove(one.id));
    if (!isTakenForSpam) return;
    time.at(outside, time.now() + chance.between(500, 20_000), () => {
      if (!kept.has(one.id)) return;
      one.labels = ['INBOX'];
      enter(one.id);
    });
  };

  const accept = (raw: Uint8Array, threadId: string | undefined): SentMail => {
    const mail = readOutbound(raw);
    const { replyId, part } = partOf(mail.replyId);
    watch.accepted(replyId, part);
    const messageId = faults.strikes('Message-ID replaced')
      ? `<${ids.next()}@provider.example>`
      : mail.messageId;
    const one = keep(raw, ['SENT'], threadId);
    threads.set(messageId, one.threadId);
    const got = { messageId, subject: mail.subject, references: mail.references };
    const { id, at } = one;
    const out = { id, threadId: one.threadId, messageId };
    sent.push({ ...out, at, replyId: mail.replyId, writtenAs: mail.messageId, to: mail.to, mail: got });
    if (faults.strikes('reply bounces')) {
      watch.returned(replyId);
      const bounce = bounceOf(mail, { messageId: `<bounce-${id}@provider.example>`, as: messageId });
      time.at(outside, time.now() + chance.between(0, 10_000), () => receive(bounce));
    }
    return out;
  };
  const arrive = (raw: Uint8Array, threadId: string | undefined): Awaited<ReturnType<Mailbox['send']>> => {
    const { replyId, part } = partOf(readOutbound(raw).replyId);
    watch.arrived(replyId, part);
    if (faults.strikes('provider busy')) {
      const hint = chance.happens(0.5) ? { retryInMs: chance.below(5_000) } : {};
      return { outcome: 'failed', code: 'http-429', permanent: false, ...hint };
    }
    if (faults.strikes('provider refuses')) return { outcome: 'failed', code: 'http-400', permanent: true };
    if (faults.strikes('provider not sent, no answer')) return { outcome: 'unknown', code: 'timeout' };
    const out = accept(raw, threadId);
    return faults.strikes('provider sent, no answer')
      ? { outcome: 'unknown', code: 'timeout' }
      : { outcome: 'sent', ...out };
  };

  const mailbox = (life: Life): Mailbox => {
    const ask = async <T>(what: string, answer: () => T): Promise<T> => {
      await time.pass(life, chance.between(1, 60));
      if (faults.strikes('mailbox away')) {
        const hint = chance.happens(0.3) ? chance.below(8_000) : undefined;
        world.say(`the mailbox does not answer ${life.name}: ${what}`);
        throw new MailboxUnavailable('injected: http-503', false, hint);
      }
      const answered = answer();
      await time.pass(life, chance.between(1, 60));
      return answered;
    };
    return {
      address: deskAddress,
      watch: () => ask('watch', () => ({ until: time.now() + 7 * 86_400_000, cursor: position })),
      position: () => ask('position', () => position),
      changes: (after, page) =>
        ask(`changes after ${after}`, () => {
          if (faults.strikes('history expired')) return 'expired' as const;
          // It lags behind what is announced, and says so by where it ends.
          const until = faults.strikes('history lags') ? time.now() - chance.between(100, 5_000) : time.now();
          const from = page === undefined ? after : BigInt(page);
          const rest = history.filter((entry) => entry.historyId > from && entry.at <= until);
          const shown = rest.slice(0, PAGE);
          const cursor = shown.at(-1)?.historyId ?? from;
          const added = shown.map((entry) => entry.id);
          return { added, cursor, ...(rest.length > PAGE ? { nextPage: cursor.toString() } : {}) };
        }),
      since: (at, page) =>
        ask('since', () => {
          const inbox = history.filter((e) => e.at >= at && kept.get(e.id)?.labels.includes('INBOX'));
          const rest = inbox.filter((e) => e.historyId > BigInt(page ?? 0));
          const shown = rest.slice(0, PAGE);
          const nextPage = rest.length > PAGE ? { nextPage: String(shown.at(-1)?.historyId) } : {};
          return { ids: shown.map((e) => e.id), ...nextPage };
        }),
      read: (id) =>
        ask(`read ${id}`, () => {
          const mail = kept.get(id);
          return mail ? { ...mail, receivedAt: Math.floor(mail.at) } : ('gone' as const);
        }),
      send: (raw, threadId) =>
        new Promise((resolve) => {
          const onItsWay = faults.strikes('slow') ? chance.between(300, mailLimitMs) : chance.between(1, 100);
          time.at(outside, time.now() + onItsWay, () => {
            const outcome = arrive(raw, threadId);
            world.say(`mail provider ${readOutbound(raw).replyId} from ${life.name}: ${outcome.outcome}`);
            time.at(life, time.now() + chance.between(1, 100), () => resolve(outcome));
          });
        }),
      async find({ messageId, replyId, after }) {
        await time.pass(life, chance.between(1, 100));
        const indexed = time.now() - chance.between(0, LONGEST_LAG_MS);
        const found = faults.strikes('look-up fails')
          ? 'unknown'
          : (sent.find(
              (one) =>
                (one.writtenAs === messageId || one.replyId === replyId) &&
                one.at >= after &&
                one.at <= indexed,
            ) ?? 'not-sent');
        world.say(`mail provider is asked for ${replyId}: ${typeof found === 'string' ? found : 'sent'}`);
        await time.pass(life, chance.between(1, 100));
        if (typeof found === 'string') return found;
        const { id, threadId, messageId: as } = found;
        return { id, threadId, ...(as === undefined ? {} : { messageId: as }) };
      },
    };
  };
  return { mailbox, receive, sentTo: (to) => sent.filter((one) => one.to === to).map((one) => one.mail) };
}

/** Which part of which reply a mail is, by what its header says. */
function partOf(name: string): { readonly replyId: string; readonly part: number } {
  const [replyId = '', part = '0'] = name.split('.');
  return { replyId, part: Number(part) };
}
