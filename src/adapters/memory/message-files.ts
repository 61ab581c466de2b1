// Kept files in memory, for tests.
import type { AwaitedFile, MessageFiles, NewFile } from '../../application/channel/message-files.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import type { Clock, Ids } from '../../application/platform/clock.ts';
import { claims, tickets } from '../../application/projection/tables.ts';
import { asText } from './cells.ts';
import type { MemoryLog } from './log.ts';

interface FileRow extends NewFile {
  readonly fileId: string;
  readonly state: 'kept' | 'awaited' | 'refused';
  readonly dueAt: number;
  readonly attempts: number;
}

/** Nothing is sealed here, but without the customer's key nothing is given out either. */
export function memoryMessageFiles(
  log: Pick<MemoryLog, 'keys' | 'tables'>,
  { cipher, clock, ids }: { readonly cipher: Cipher; readonly clock: Clock; readonly ids: Ids },
): MessageFiles {
  const rows = new Map<string, FileRow>();
  const hasKey = (customerId: string) => [...log.keys.values()].some((key) => key.customerId === customerId);
  const requireKey = (customerId: string) => {
    if (hasKey(customerId)) return;
    const key = cipher.createKey(ids.next(), customerId);
    log.keys.set(key.keyId, key);
  };
  /** Whose ticket the message is on; undefined while it is on none. */
  const owner = ({ channel, providerMessageId }: NewFile) => {
    const claim = log.tables.get(claims, { channel, provider_message_id: providerMessageId });
    const ticket = claim && log.tables.get(tickets, { ticket_id: claim['ticket_id'] ?? null });
    return ticket && asText(ticket['opened_for']);
  };
  const change = (fileId: string, set: Partial<FileRow>) => {
    const row = rows.get(fileId);
    if (row) rows.set(fileId, { ...row, ...set });
  };
  return {
    async keep(file) {
      const before = [...rows.values()].find(
        (row) =>
          row.channel === file.channel &&
          row.providerMessageId === file.providerMessageId &&
          row.ordinal === file.ordinal,
      );
      if (before && owner(before)) return before.fileId;
      const fileId = before?.fileId ?? ids.next();
      requireKey(file.customerId);
      const state = file.content instanceof Uint8Array ? 'kept' : 'awaited';
      if (!before || state === 'kept')
        rows.set(fileId, { ...file, fileId, state, dueAt: clock.now(), attempts: 0 });
      return fileId;
    },
    async read(fileId) {
      const row = rows.get(fileId);
      if (row?.state !== 'kept' || !(row.content instanceof Uint8Array)) return undefined;
      if (!hasKey(owner(row) ?? row.customerId)) return undefined;
      return { mediaType: row.mediaType, content: row.content };
    },
    ofMessage: async (channel, providerMessageId) =>
      [...rows.values()]
        .filter((row) => row.channel === channel && row.providerMessageId === providerMessageId)
        .map(({ fileId, ordinal, state, content }) => ({
          fileId,
          ordinal,
          bytes: content instanceof Uint8Array ? content.byteLength : null,
          state,
        }))
        .sort((a, b) => a.ordinal - b.ordinal),
    async claimAwaited(channel, limit, claimMs) {
      const due = [...rows.values()]
        .filter((row) => row.state === 'awaited' && row.channel === channel && row.dueAt <= clock.now())
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit);
      return due.flatMap((row): AwaitedFile[] => {
        if (row.content instanceof Uint8Array) return [];
        const attempts = row.attempts + 1;
        change(row.fileId, { dueAt: clock.now() + claimMs, attempts });
        const { fileId, mediaType, content } = row;
        return [{ fileId, channel, mediaType, providerUrl: content.providerUrl, attempts }];
      });
    },
    fetched: async (fileId, file) => change(fileId, { ...file, state: 'kept' }),
    refused: async (fileId) => change(fileId, { state: 'refused' }),
    later: async (fileId, inMs) => change(fileId, { dueAt: clock.now() + inMs }),
  };
}
