// Due timers, claimed so that several schedulers share the work. Time is the database's. A timer that became due after it was
// claimed was set anew since: the claim was for the time before, and a retry in two seconds must not wait for its end.
import type { ClaimedTimer, DueTimer, Timers } from '../../application/platform/timers.ts';
import type { TimerKind } from '../../application/projection/timer-rows.ts';
import type { Db } from './connection.ts';
import { translate } from './faults.ts';

export function postgresTimers(sql: Db): Timers {
  return {
    async claimDue(limit, claimMs) {
      const lasting = sql`${claimMs} * interval '1 millisecond'`;
      try {
        const rows = await sql<ClaimedTimer[]>`
          with due as (
            select t.timer_id, t.kind, t.ticket_id, t.subject_id, t.due_at, t.traceparent from timers t
            left join timer_claims c on c.timer_id = t.timer_id
            where t.due_at <= now() and (c.until is null or c.until <= now() or t.due_at > c.until - ${lasting})
            order by t.due_at limit ${limit}
            for update of t skip locked
          ), claimed as (
            insert into timer_claims (timer_id, until) select timer_id, now() + ${lasting} from due
            on conflict (timer_id) do update set until = excluded.until where timer_claims.until <= now()
              or timer_claims.until - ${lasting} < (select d.due_at from due d where d.timer_id = excluded.timer_id)
            returning timer_id
          ), swept as (
            delete from timer_claims where until < now() - interval '1 hour' and timer_id not in (select timer_id from due)
          )
          select d.timer_id as "timerId", d.kind, d.ticket_id as "ticketId", k.customer_id as "customerId", d.subject_id as "subjectId",
            (extract(epoch from d.due_at) * 1000)::float8 as "dueAt", d.traceparent,
            (extract(epoch from now() - d.due_at) * 1000)::float8 as "lateMs"
          from due d join claimed using (timer_id) join tickets k on k.ticket_id = d.ticket_id order by d.due_at`;
        return rows;
      } catch (error) {
        throw translate(error);
      }
    },
    async waiting(kind: TimerKind, limit) {
      try {
        return await sql<DueTimer[]>`
          select t.timer_id as "timerId", t.kind, t.ticket_id as "ticketId", k.customer_id as "customerId", t.subject_id as "subjectId",
            (extract(epoch from t.due_at) * 1000)::float8 as "dueAt", t.traceparent
          from timers t join tickets k on k.ticket_id = t.ticket_id where t.kind = ${kind} order by t.due_at limit ${limit}`;
      } catch (error) {
        throw translate(error);
      }
    },
  };
}
