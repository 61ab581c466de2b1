// What the simulations of mail and WhatsApp share: where the stand-ins are, and asking them until something is so.
import { Failure } from '../../failure.ts';
import { readPlace, type SandboxPlace, sandboxPlaceOf } from '../../sandbox.ts';
import { configuration } from '../../session.ts';

const POLL_MS = 250;

/** @throws Failure where no sandbox runs that this configuration knows of */
export async function sandboxPlace(): Promise<SandboxPlace> {
  const config = configuration();
  const place = sandboxPlaceOf(config) ?? (await readPlace(config.dataDir));
  if (place) return place;
  throw new Failure(
    'there is no sandbox here: start the desk without credentials of Gmail and Twilio, or ledgerdesk sandbox',
  );
}

/** @throws Failure for what is no whole number of seconds */
export function secondsOf(wait: string): number {
  if (!/^\d{1,4}$/.test(wait)) throw new Failure('--wait is a whole number of seconds', 2);
  return Number(wait);
}

/** @throws Failure when the stand-in is gone or refuses */
export async function askStandIn<T>(url: string, body?: object): Promise<T> {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    throw new Failure('the sandbox does not answer; is the desk running?', 1, { cause: error });
  }
  if (!response.ok) throw new Failure(`the sandbox refused (${response.status})`);
  return await response.json();
}

/** Looks until there is something to see or the time is up. */
export async function lookFor<T>(seconds: number, look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen.length > 0 || Date.now() >= deadline) return seen;
    await Bun.sleep(POLL_MS);
  }
}
