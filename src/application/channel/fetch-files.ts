// Files that are still at the provider are fetched after their message is stored, again and again until they are here or refused.
import type { Channel } from '../../domain/conversation/channel.ts';
import type { HeldLease } from '../log/held-lease.ts';
import { startLoop } from '../log/loop.ts';
import type { Clock } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { MessageFiles } from './message-files.ts';

/** refused is for good; failed may pass. @param mediaType what the message says the file is */
export type FetchFile = (
  url: string,
  mediaType: string,
) => Promise<
  | { readonly mediaType: string; readonly content: Uint8Array }
  | { readonly refused: string }
  | { readonly failed: string }
>;

export interface FetchPorts {
  readonly channel: Channel;
  readonly fetchFile: FetchFile;
  readonly files: MessageFiles;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const batch = 10;
const claimMs = 5 * 60_000;
const idleMs = 2_000;
const firstRetryMs = 5_000;
const longestRetryMs = 30 * 60_000;
/** Some ten hours of trying. */
const mostAttempts = 24;

/** @returns whether there may be more @throws StoreUnavailable */
export async function fetchAwaited({ channel, files, fetchFile, telemetry }: FetchPorts): Promise<boolean> {
  const awaited = await files.claimAwaited(channel, batch, claimMs);
  for (const { fileId, providerUrl, mediaType, attempts } of awaited) {
    const found = await fetchFile(providerUrl, mediaType);
    if ('content' in found) await files.fetched(fileId, found);
    else if ('refused' in found || attempts >= mostAttempts) {
      const why = 'refused' in found ? found.refused : 'the provider never gave it out';
      await files.refused(fileId, why);
      telemetry.log('warn', 'a file was not taken', { channel, fileId, why });
    } else await files.later(fileId, Math.min(firstRetryMs * 2 ** attempts, longestRetryMs));
  }
  return awaited.length === batch;
}

export function startFetching(ports: FetchPorts, lease?: HeldLease): AsyncDisposable {
  const step = () => fetchAwaited(ports);
  return startLoop({
    name: 'files',
    clock: ports.clock,
    telemetry: ports.telemetry,
    step: async () => (lease ? ((await lease.whileHeld(step)) ?? false) : step()),
    idle: (signal) => ports.clock.sleep(idleMs, signal),
  });
}
