// How many codes an address is sent in a day: counted when a code is stored, and by a number that only one can have.
import type { TicketCommand } from '../../domain/ticket/decide.ts';
import { mostCodesPerAddress } from '../../domain/ticket/verification.ts';
import { UniqueConflict } from '../log/event-store.ts';
import type { CodeRequests } from '../ticket/verification-codes.ts';

const DAY_MS = 86_400_000;

/**
 * Commands as they may be now: a code has its number, or there is none because the address had too many.
 * @param at ms since the epoch @throws StoreUnavailable
 */
export async function counted(
  { codeRequests }: { readonly codeRequests?: CodeRequests },
  commands: readonly TicketCommand[],
  at: number,
): Promise<readonly TicketCommand[]> {
  return await Promise.all(
    commands.map(async (command) => {
      if (command.command !== 'AskForCode' || !command.request) return command;
      const { request, ...without } = command;
      if (!codeRequests) return without;
      const { sent, next } = await codeRequests.sentTo(request.address, at - DAY_MS);
      return sent < mostCodesPerAddress ? { ...without, request: { ...request, ordinal: next } } : without;
    }),
  );
}

/** Whether somebody else was given a code for the address at this moment: count again. */
export function isCodeTaken(error: unknown): boolean {
  return error instanceof UniqueConflict && error.constraint === 'verification_requests_ordinal_key';
}
