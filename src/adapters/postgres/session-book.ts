// Sessions of staff and links that sign in once, as rows that every api process sees.
import type { SessionBook, SignInLink, StaffSession } from '../../application/access/sessions.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresSessionBook(sql: Db): SessionBook {
  const ms = (column: string) => sql.unsafe(`(extract(epoch from ${column}) * 1000)::float8`);
  const session = sql`session_id as "sessionId", name, role, key_digest as "keyDigest",
    ${ms('idle_until')} as "idleUntil", ${ms('ends_at')} as "endsAt"`;
  return {
    async open(digest, { sessionId, name, role, keyDigest, idleUntil, endsAt }, now) {
      await answering(sql`
        with forgotten as (delete from staff_sessions where least(idle_until, ends_at) <= ${new Date(now)})
        insert into staff_sessions (digest, session_id, name, role, key_digest, idle_until, ends_at)
        values (${digest}, ${sessionId}, ${name}, ${role}, ${keyDigest}, ${new Date(idleUntil)}, ${new Date(endsAt)})`);
    },
    async byDigest(digest) {
      const rows = await answering(
        sql<StaffSession[]>`select ${session} from staff_sessions where digest = ${digest}`,
      );
      return rows[0];
    },
    async renew(digest, idleUntil) {
      await answering(
        sql`update staff_sessions set idle_until = ${new Date(idleUntil)} where digest = ${digest}`,
      );
    },
    async end(digest) {
      const rows = await answering(
        sql<StaffSession[]>`delete from staff_sessions where digest = ${digest} returning ${session}`,
      );
      return rows[0];
    },
    list: () =>
      answering(
        sql<StaffSession[]>`select ${session} from staff_sessions
          order by name collate "C", ends_at desc, session_id`,
      ),
    endAllOf: (name) =>
      answering(sql<StaffSession[]>`
        with ended as (delete from staff_sessions where name = ${name} returning *)
        select ${session} from ended order by ends_at desc, session_id`),
    async offer(digest, { name, role, keyDigest, expiresAt }, now) {
      await answering(sql`
        with forgotten as (delete from sign_in_links where expires_at <= ${new Date(now)})
        insert into sign_in_links (digest, name, role, key_digest, expires_at)
        values (${digest}, ${name}, ${role}, ${keyDigest}, ${new Date(expiresAt)})`);
    },
    async take(digest) {
      const rows = await answering(sql<SignInLink[]>`
        delete from sign_in_links where digest = ${digest}
        returning name, role, key_digest as "keyDigest", ${ms('expires_at')} as "expiresAt"`);
      return rows[0];
    },
  };
}
