// Messages as they came and their files, sealed under the customer's key.
import type {
  AwaitedFile,
  ListedFile,
  MessageFiles,
  NewFile,
} from '../../application/channel/message-files.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import type { DataKey } from '../../application/log/sealing.ts';
import type { Ids } from '../../application/platform/clock.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';
import type { KeyStore } from './keys.ts';

export interface FileOptions {
  readonly cipher: Cipher;
  readonly keys: KeyStore;
  readonly ids: Ids;
}

/** Bound to the sealed bytes, so that those of another file do not open in its place. */
const contextOf = (fileId: string) => `message-file/${fileId}`;

export function postgresMessageFiles(sql: Db, { cipher, keys, ids }: FileOptions): MessageFiles {
  const sealed = async (customerId: string, fileId: string, content: Uint8Array) =>
    Buffer.from(cipher.seal(content, await keyOf(sql, keys, customerId), contextOf(fileId)));
  const filedAs = async ({ channel, providerMessageId, ordinal }: Omit<NewFile, 'content'>) => {
    const [filed] = await answering(sql<{ fileId: string }[]>`select file_id as "fileId" from message_files
      where channel = ${channel} and provider_message_id = ${providerMessageId} and ordinal = ${ordinal}`);
    if (!filed) throw new Error('a file was not stored');
    return filed.fileId;
  };
  return {
    async keep({ content, ...file }) {
      const { customerId, channel, providerMessageId, ordinal, mediaType } = file;
      const [kept] = await answering(sql<{ fileId: string }[]>`
        insert into message_files (file_id, customer_id, channel, provider_message_id, ordinal, media_type, state, provider_url, due_at)
        values (${ids.next()}, ${customerId}, ${channel}, ${providerMessageId}, ${ordinal}, ${mediaType}, 'awaited',
          ${content instanceof Uint8Array ? null : content.providerUrl}, ${content instanceof Uint8Array ? null : sql`clock_timestamp()`})
        on conflict on constraint message_files_origin do update set customer_id = excluded.customer_id where not message_files.filed
        returning file_id as "fileId"`);
      if (!kept) return await filedAs(file);
      const { fileId } = kept;
      if (content instanceof Uint8Array)
        await answering(sql`update message_files
          set sealed = ${await sealed(customerId, fileId, content)}, sealed_for = ${customerId}, bytes = ${content.byteLength}, state = 'kept'
          where file_id = ${fileId} and not filed`);
      return fileId;
    },
    async read(fileId) {
      const [row] = await answering(sql<{ mediaType: string; sealed: Buffer }[]>`
        select media_type as "mediaType", sealed from message_files where file_id = ${fileId} and state = 'kept'`);
      if (!row) return undefined;
      const keyId = cipher.keyIdOf(row.sealed);
      const secret = (await keys.secrets([keyId])).get(keyId);
      return (
        secret && { mediaType: row.mediaType, content: cipher.open(row.sealed, secret, contextOf(fileId)) }
      );
    },
    ofMessage: (channel, providerMessageId) =>
      answering(sql<ListedFile[]>`
        select file_id as "fileId", ordinal, bytes, state from message_files
        where channel = ${channel} and provider_message_id = ${providerMessageId} order by ordinal`),
    async claimAwaited(channel, limit, claimMs) {
      const rows = await answering(sql<AwaitedFile[]>`
        with due as (
          select file_id from message_files
          where state = 'awaited' and channel = ${channel} and provider_url is not null and due_at <= clock_timestamp()
          order by due_at limit ${limit} for update skip locked
        )
        update message_files f set due_at = clock_timestamp() + ${claimMs} * interval '1 millisecond', attempts = attempts + 1
        from due where f.file_id = due.file_id
        returning f.file_id as "fileId", f.channel, f.media_type as "mediaType", f.provider_url as "providerUrl", f.attempts`);
      return [...rows];
    },
    async fetched(fileId, { mediaType, content }) {
      const [row] = await answering(sql<{ customerId: string }[]>`
        select customer_id as "customerId" from message_files where file_id = ${fileId}`);
      if (!row) return;
      await answering(sql`update message_files set sealed = ${await sealed(row.customerId, fileId, content)}, sealed_for = ${row.customerId},
        bytes = ${content.byteLength}, media_type = ${mediaType}, state = 'kept', due_at = null, provider_url = null
        where file_id = ${fileId}`);
    },
    async refused(fileId, reason) {
      await answering(sql`update message_files set state = 'refused', reason = ${reason}, due_at = null, provider_url = null
        where file_id = ${fileId}`);
    },
    async later(fileId, inMs) {
      await answering(sql`update message_files set due_at = clock_timestamp() + ${inMs}::float8 * interval '1 millisecond'
        where file_id = ${fileId}`);
    },
  };
}

/** A customer who is only just being registered has no key yet: it is stored now, and the append finds it. */
async function keyOf(sql: Db, keys: KeyStore, customerId: string): Promise<DataKey> {
  const { keys: found, created } = await keys.forCustomers([customerId]);
  for (const key of created) {
    const { count } = await answering(sql`
      insert into customer_keys (key_id, customer_id, wrapped, master_key_id)
      values (${key.keyId}, ${key.customerId}, decode(${key.wrapped}, 'hex'), ${key.masterKeyId}) on conflict do nothing`);
    if (count === 0) return await keyOf(sql, keys, customerId); // somebody else was first: theirs counts
  }
  keys.stored(created);
  const key = found.get(customerId);
  if (!key) throw new Error('a customer has no key');
  return key;
}
