// What a message adds to what is known about its sender, as an append to the customer's stream.
import { type CustomerCommand, decide } from '../../domain/customer/decide.ts';
import type { CustomerEvent } from '../../domain/customer/events.ts';
import { type CustomerState, evolve, initialState } from '../../domain/customer/state.ts';
import { isRejection } from '../../domain/event/define.ts';
import type { EventStore, StreamAppend } from '../log/event-store.ts';

export interface Recognised {
  readonly append: StreamAppend;
  /** The customer as the message leaves them. */
  readonly customer: CustomerState;
}

/**
 * Decides several commands in a row on the customer as the log has them.
 * @param isNew saves the look at a stream that cannot be there
 * @throws StoreUnavailable
 */
export async function recognise(
  events: EventStore,
  customerId: string,
  commands: readonly CustomerCommand[],
  isNew: boolean,
): Promise<Recognised> {
  const streamId = `customer-${customerId}`;
  const past = isNew ? [] : await events.readStream(streamId);
  // The store has checked payloads against the declared schemas, and the stream's name says which these are.
  let customer = past.reduce<CustomerState>((s, e) => evolve(s, e as unknown as CustomerEvent), initialState);
  const decided: CustomerEvent[] = [];
  for (const command of commands) {
    const outcome = decide(command, customer);
    if (isRejection(outcome)) throw new Error(`a customer could not be recognised: ${outcome.rejected}`);
    decided.push(...outcome);
    customer = outcome.reduce<CustomerState>(evolve, customer);
  }
  return { append: { streamId, expectedVersion: past.length, customerId, events: decided }, customer };
}
