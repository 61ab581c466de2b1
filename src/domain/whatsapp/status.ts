// The provider's words for where a message is, as ours. They come in any order and more than once; ours only move forward.
import type { ReplyProgress } from '../ticket/state.ts';

export type ReportedProgress = Extract<ReplyProgress, 'sent' | 'delivered' | 'read' | 'failed'>;

const words: Readonly<Record<string, ReportedProgress | 'under-way'>> = {
  accepted: 'under-way',
  scheduled: 'under-way',
  queued: 'under-way',
  sending: 'under-way',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/** @returns undefined for a word we do not know: the provider may add some */
export function progressOf(status: string): ReportedProgress | 'under-way' | undefined {
  return Object.hasOwn(words, status.toLowerCase()) ? words[status.toLowerCase()] : undefined;
}
