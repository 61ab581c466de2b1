// One-time codes in a conversation: the ports to them, and what a message brings.

import type { Ticket } from '../../domain/ticket/state.ts';
import { awaited, codeIn, unproven, withoutCodes } from '../../domain/ticket/verification.ts';

/** Codes are made from the id of a verification and a secret, so that none is kept anywhere. */
export interface VerificationCodes {
  /** Six digits; the same every time. */
  of(verificationId: string): string;
  /** In the same time for a right and a wrong one. */
  isRight(verificationId: string, typed: string): boolean;
}

/** How many codes went to an address. */
export interface CodeRequests {
  /**
   * How many since then, and the number that the next one will have: whoever took it meanwhile is a UniqueConflict.
   * @param since ms since the epoch
   */
  sentTo(address: string, since: number): Promise<{ readonly sent: number; readonly next: number }>;
}

interface Brought {
  /** Without the code. */
  readonly text: string;
  readonly code?: { readonly verificationId: string; readonly outcome: 'right' | 'wrong' };
}

/**
 * What a message says about the code that was asked for. Late and used up ones are wrong like any other.
 * @param at ms since the epoch
 */
export function bringCode(
  codes: VerificationCodes | undefined,
  ticket: Ticket | undefined,
  text: string,
  at: number,
): Brought {
  const last = ticket && unproven(ticket);
  const typed = codeIn(text);
  if (!codes || !last || typed === undefined) return { text };
  const { verificationId } = last;
  const isRight = codes.isRight(verificationId, typed) && awaited(ticket, at) !== undefined;
  return { text: withoutCodes(text), code: { verificationId, outcome: isRight ? 'right' : 'wrong' } };
}
