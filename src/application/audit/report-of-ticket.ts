// A ticket's bundle to read: every event in order, with who, when, what, and where it lies in the ledger.
import { catalogue } from '../../domain/event/catalogue.ts';
import { type AuditedEvent, replay, type TicketHistory } from './history.ts';
import { foreign, reportFields, reportPage } from './report-page.ts';

interface ReportOptions {
  /** ms since the epoch */
  readonly madeAt: number;
  /** Whether sealed fields are shown as they read. */
  readonly opened: boolean;
}

const iso = (at: number) => new Date(at).toISOString();

/** @returns a whole document */
export function ticketReport(history: TicketHistory, { madeAt, opened }: ReportOptions): string {
  const { reference, ticketId, events } = history;
  const { state } = replay(history, undefined);
  const facts = {
    ticket: ticketId,
    customer: state?.customerId ?? '–',
    subject: opened ? (state?.subject ?? '–') : '[sealed]',
    status: state?.status ?? '–',
    made: iso(madeAt),
    events: events.length,
  };
  const note = opened
    ? 'Texts are what the desk opened of the sealed bytes. What is proven are the bytes: see README.txt.'
    : 'Sealed fields are left out.';
  const body = `${reportFields(facts)}
<p><small>${note} All times are UTC.</small></p>
<h2>What happened</h2>
${events.map((event) => article(event, opened)).join('\n')}`;
  return reportPage(`Ticket ${reference}`, body);
}

function article({ record, place }: AuditedEvent, opened: boolean): string {
  const { version, type, at, recordedAt, metadata, data, erased } = record;
  const { actor, correlationId, causationId, traceparent } = metadata;
  const who = actor.id === undefined ? actor.kind : `${actor.kind} ${actor.id}`;
  const where = {
    position: place ? String(place.position) : '–',
    hash: place?.hash ?? '–',
    correlation: correlationId,
    ...(causationId === undefined ? {} : { cause: causationId }),
    ...(traceparent === undefined ? {} : { trace: traceparent }),
  };
  return `<article class="${actor.kind}">
<h3>${version}. ${foreign(type)}${erased ? ' <small>(personal fields erased)</small>' : ''}</h3>
<small>${foreign(`stored ${iso(recordedAt)} · happened ${iso(at)} · ${who}`)}</small>
${reportFields(opened ? { ...data } : withoutSealed(type, data))}
<details><summary>Place and cause</summary>${reportFields(where)}</details>
</article>`;
}

/** The fields that the log keeps in the clear, and the names of the others. */
function withoutSealed(type: string, data: object): Readonly<Record<string, unknown>> {
  const sealed = catalogue.get(type)?.personal ?? {};
  return Object.fromEntries(
    Object.entries(data).map(([name, value]: [string, unknown]) => [
      name,
      name in sealed ? '[sealed]' : value,
    ]),
  );
}
