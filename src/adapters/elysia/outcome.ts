// What the application answered, as data to send or as a problem.
import { isRejection } from '../../domain/event/define.ts';
import type { InvalidFields, Refused } from './desk.ts';
import { isProblemCode, Refusal } from './problem.ts';

/**
 * The outcome when it is one.
 * @throws Refusal for a rejection, for fields that cannot be taken, and for what reference and token do not open
 */
export function accepted<T extends object | string>(outcome: T | Refused): T {
  if (outcome === undefined) throw new Refusal('ticket-not-found');
  if (typeof outcome === 'string') return outcome;
  if (isInvalid(outcome)) throw new Refusal('invalid-fields', { errors: outcome.invalid });
  if (isRejection(outcome)) {
    const code = isProblemCode(outcome.rejected) ? outcome.rejected : 'conflict';
    throw new Refusal(code, { detail: outcome.detail });
  }
  return outcome as T;
}

function isInvalid(outcome: object): outcome is InvalidFields {
  return 'invalid' in outcome;
}
