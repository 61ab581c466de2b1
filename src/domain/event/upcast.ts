// Old payloads become current ones on reading: pure steps from one schema version to the next.

export type Payload = Readonly<Record<string, unknown>>;

/** One step: the payload of `from` as the payload of `from + 1`. */
export interface Upcaster {
  readonly type: string;
  readonly from: number;
  readonly up: (payload: Payload) => Payload;
}

/**
 * Lifts a stored payload to the current version.
 * @param storedVersion version it was written with; newer than `current` is an error, for an older program cannot know its meaning.
 * @throws RangeError when a step is missing or the payload is newer than the program.
 */
export function upcast(
  upcasters: readonly Upcaster[],
  event: { readonly type: string; readonly storedVersion: number; readonly current: number },
  payload: Payload,
): Payload {
  if (event.storedVersion > event.current) {
    throw new RangeError(
      `${event.type} has schema version ${event.storedVersion}; this program knows up to ${event.current}`,
    );
  }
  let lifted = payload;
  for (let version = event.storedVersion; version < event.current; version++) {
    const step = upcasters.find((u) => u.type === event.type && u.from === version);
    if (!step) throw new RangeError(`no upcaster for ${event.type} from schema version ${version}`);
    lifted = step.up(lifted);
  }
  return lifted;
}
