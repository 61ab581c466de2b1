// Missed status callbacks: of replies that have been on their way for a while the provider is asked what became of them.
import type { ReportedProgress } from '../../domain/whatsapp/status.ts';
import type { ChangePorts } from '../ticket/change-ticket.ts';
import { loadTicket } from '../ticket/load-ticket.ts';
import { recordNews } from './webhooks.ts';
import type { SentReply, WhatsappDirectory } from './whatsapp-directory.ts';

/** Where one message is by now, and why where it failed; undefined while the provider cannot be asked. */
export type LookUpStatus = (
  providerMessageId: string,
) => Promise<
  { readonly progress: ReportedProgress | 'under-way' | 'unknown'; readonly code?: string } | undefined
>;

export interface MissedNewsPorts extends ChangePorts {
  readonly whatsapp: Pick<WhatsappDirectory, 'awaitingNews'>;
  readonly status: LookUpStatus;
}

export interface MissedNewsOptions {
  /** How long a reply may be without news before it is asked about, milliseconds. */
  readonly afterMs: number;
  /** How old it may be until nobody asks any more, milliseconds. */
  readonly untilMs: number;
  /** Replies that are asked about at a time; the next are asked about the next time. */
  readonly atOnce: number;
}

export interface MissedNews {
  /**
   * Asks about the next replies without news and records what there is as callbacks would.
   * @returns how many replies had missed news @throws StoreUnavailable; VersionConflict
   */
  look(): Promise<number | 'unavailable'>;
}

/** Goes round: who stays without news for hours keeps nobody else from being asked about. */
export function missedNews(ports: MissedNewsPorts, options: MissedNewsOptions): MissedNews {
  let behind: SentReply | undefined;
  return {
    async look() {
      const now = ports.clock.now();
      const written = { after: now - options.untilMs, until: now - options.afterMs };
      const place = behind === undefined ? {} : { behind };
      const sent = await ports.whatsapp.awaitingNews({ ...written, ...place }, options.atOnce);
      let missed = 0;
      for (const reply of sent) {
        const before = behind;
        // Passed already, should it throw: one whose news cannot be recorded comes up again in the next round only.
        behind = reply;
        const found = await newsOf(ports, reply);
        if (found === 'unavailable') {
          behind = before;
          return found;
        }
        if (found) missed++;
      }
      if (sent.length < options.atOnce) behind = undefined;
      return missed;
    },
  };
}

/** @returns whether there was any */
async function newsOf(
  ports: MissedNewsPorts,
  { ticketId, replyId }: SentReply,
): Promise<boolean | 'unavailable'> {
  const { ticket } = await loadTicket(ports, ticketId);
  const reply = ticket?.replies.find((one) => one.replyId === replyId);
  if (reply?.progress !== 'sent') return false;
  let isNews = false;
  for (const [i, providerMessageId] of reply.sentParts.entries()) {
    const part = i + 1;
    if (reply.deliveredParts.includes(part)) continue;
    const status = await ports.status(providerMessageId);
    if (status === undefined) return 'unavailable';
    const { progress, code } = status;
    if (progress === 'unknown' || progress === 'under-way' || progress === 'sent') continue;
    isNews = true;
    const news = { ticketId, replyId, part, providerMessageId, progress };
    await recordNews(ports, code === undefined ? news : { ...news, code });
  }
  return isNews;
}
