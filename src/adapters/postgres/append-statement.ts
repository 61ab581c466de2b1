// The one statement of an append: events, their places in `pending`, new keys and inline rows.
import type { EncodedEvent } from '../../application/log/event-codec.ts';
import type { WrappedKey } from '../../application/log/keyring.ts';
import type { RowChange } from '../../application/projection/row-change.ts';
import { changeClauses } from './row-changes.ts';

export interface Prepared {
  readonly streamId: string;
  readonly version: number;
  readonly isFirst: boolean;
  readonly encoded: EncodedEvent;
  /** Sealed bytes, hex. */
  readonly personal: string | null;
  /** JSON. */
  readonly metadata: string;
  /** ISO 8601. */
  readonly occurredAt: string;
}

type Parameter = string | number | null;

export interface Statement {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

/**
 * Up to this many events are written out as values, more travel as records. To set up a function cost the server as much
 * as a bare insert (150 µs against 62 µs for one event), but every number of values is a statement of its own to keep prepared.
 */
const mostValues = 8;

const columns = 'stream_id, version, type, schema_version, data, personal, metadata, occurred_at';
const head = 'with inserted as (insert into events';
const tail = `returning id, recorded_at
), waiting as (
  insert into pending (event_id) select id from inserted
)`;
const result = 'select id, (extract(epoch from recorded_at) * 1000)::float8 as recorded_at from inserted';

/** @param created keys to store with the first events they seal; @param changes one batch of `splitChanges` */
export function appendStatement(
  events: readonly Prepared[],
  created: readonly WrappedKey[],
  changes: readonly RowChange[],
): Statement {
  const insert = areAlike(events) ? insertValues(events) : insertRecords(events);
  const parameters: Parameter[] = [...insert.parameters];
  const clauses = [insert.text];
  if (created.length > 0) {
    parameters.push(JSON.stringify(created));
    clauses.push(`new_keys as (insert into customer_keys (key_id, customer_id, wrapped, master_key_id)
      select k."keyId", k."customerId", decode(k.wrapped, 'hex'), k."masterKeyId"
      from jsonb_to_recordset($${parameters.length}::text::jsonb)
        k ("keyId" uuid, "customerId" uuid, wrapped text, "masterKeyId" text))`);
  }
  const rows = changeClauses(changes, parameters.length + 1);
  const order = events.length > 1 ? ' order by id' : '';
  return {
    text: `${[...clauses, ...rows.clauses].join(', ')} ${result}${order}`,
    parameters: [...parameters, ...rows.parameters],
  };
}

/** A few events of one request. */
function areAlike(events: readonly Prepared[]): boolean {
  const [first] = events;
  return (
    events.length <= mostValues &&
    events.every((e) => e.metadata === first?.metadata && e.occurredAt === first.occurredAt)
  );
}

/** Metadata is $1 and the time $2, for all events. */
function insertValues(events: readonly Prepared[]): Statement {
  const parameters: Parameter[] = [events[0]?.metadata ?? null, events[0]?.occurredAt ?? null];
  const rows = events.map(({ streamId, version, isFirst, encoded, personal }) => {
    const n = parameters.length + 1;
    parameters.push(
      streamId,
      version,
      encoded.type,
      encoded.schemaVersion,
      JSON.stringify(encoded.data),
      personal,
    );
    const number = isFirst
      ? `case when $${n + 1}::int > 1 then expect_version($${n}::text, $${n + 1}::int) else $${n + 1}::int end`
      : `$${n + 1}::int`;
    return `($${n}::text, ${number}, $${n + 2}::text, $${n + 3}::int, $${n + 4}::text::jsonb,
      decode($${n + 5}::text, 'hex'), $1::text::jsonb, $2::text::timestamptz)`;
  });
  return { text: `${head} (${columns}) values ${rows.join(', ')} ${tail}`, parameters };
}

/** As one JSON text: nine arrays took the driver longer to write and the server no less to read. */
function insertRecords(events: readonly Prepared[]): Statement {
  return {
    text: `${head} (${columns})
  select stream, case when is_first and version > 1 then expect_version(stream, version) else version end, type, schema,
    data, decode(personal, 'hex'), metadata, at
  from rows from (json_to_recordset($1::text::json) as (stream text, version int, is_first boolean, type text, schema int,
    data jsonb, personal text, metadata jsonb, at timestamptz)) with ordinality as i
    (stream, version, is_first, type, schema, data, personal, metadata, at, nr)
  order by nr ${tail}`,
    parameters: [`[${events.map(recordText).join(',')}]`],
  };
}

function recordText(event: Prepared): string {
  const { streamId: stream, version, isFirst: is_first, encoded, personal, metadata, occurredAt: at } = event;
  const { type, schemaVersion: schema, data } = encoded;
  const record = JSON.stringify({ stream, version, is_first, type, schema, data, personal, at });
  return `${record.slice(0, -1)},"metadata":${metadata}}`;
}
