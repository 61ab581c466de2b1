// Who a message is of, by the name that staff read.
import type { InboxMessage } from './contract.ts';
import { stripHidden } from './visible-text.ts';
import type { InboxWords } from './words-en.ts';

export interface Readers {
  readonly me: string;
  /** Who wrote where a message does not say it, as one that was added on the status page. */
  readonly customerName: string | null;
}

/** Never empty. What hides in a name is left out. */
export function authorOf(
  { kind, by }: Pick<InboxMessage, 'kind' | 'by'>,
  { me, customerName }: Readers,
  words: InboxWords,
): string {
  if (kind === 'agent') return words.agent;
  if (kind === 'notice') return words.desk;
  if (kind !== 'customer' && by === me) return words.you(by);
  return stripHidden(by || (kind === 'customer' && customerName) || '') || words.unnamed;
}
