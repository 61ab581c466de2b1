// The ids that a piece of work names: somebody else's message may be well-formed JSON and still be none.
import type { DeliveredMessage } from './message-bus.ts';

/** A message that can be read and is no work of ours. No trying again mends it. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
  readonly code = 'no-work';
}

/** @returns the named fields of its value @throws MalformedMessage when one of them is absent or no id */
export function namedIn<Name extends string>(
  { value }: Pick<DeliveredMessage, 'value'>,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const named: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const id = value[name];
    if (typeof id !== 'string' || !isId.test(id)) throw new MalformedMessage(`the message names no ${name}`);
    named[name] = id;
  }
  return named as Record<Name, string>;
}

const isId = /^[\x21-\x7e]{1,100}$/;
