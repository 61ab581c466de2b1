// One event of a timeline: when, who, what, and its payload on demand.
import { channelName } from '../client/channel-words.ts';
import type { AuditEvent } from '../client/contract.ts';
import { preciseWords, RelativeTime } from '../design/relative-time.tsx';
import { nameWords, Readable } from './readable.tsx';

interface EventCardProps {
  readonly event: AuditEvent;
  readonly open: boolean;
  /** The state beside the timeline is the one after this event. */
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

export function EventCard({ event, open, chosen, onChoose }: EventCardProps) {
  const { position, version, type, at, recordedAt, actor, data, erased } = event;
  const { correlationId, causationId, hash } = event;
  const said = gistOf(data);
  const channel = data['channel'];
  return (
    <article className="event" data-chosen={chosen} aria-label={`Version ${version}: ${type}`}>
      <header className="event-head">
        <h3>{type}</h3>
        {typeof channel === 'string' && <span className="tag">{channelName(channel)}</span>}
        {erased && <span className="tag warn">Personal data erased</span>}
        <span className="event-place fine">
          <span title="Version within the ticket">v{version}</span>
          <span title="Position in the ledger">
            {position === null ? 'not in the ledger yet' : `#${position}`}
          </span>
        </span>
      </header>
      <p className="fine">
        <RelativeTime at={at} /> · {preciseWords(Date.parse(at))} · {actor.kind}
        {actor.id !== undefined && ` ${actor.id}`}
      </p>
      {said !== undefined && (
        <p className="gist" dir="auto">
          <span className="soft">{nameWords(said.name)}:</span> {said.value}
        </p>
      )}
      <div className="event-foot">
        <details key={String(open)} open={open}>
          <summary>Details</summary>
          <Readable value={data} />
          <Readable
            value={{
              recordedAt,
              correlationId,
              ...(causationId ? { causationId } : {}),
              ...(hash === null ? {} : { hash }),
            }}
          />
        </details>
        <button type="button" className="link" aria-pressed={chosen} onClick={onChoose}>
          State after this
        </button>
      </div>
    </article>
  );
}

const telling = [
  'text',
  'subject',
  'query',
  'evidence',
  'reason',
  'rule',
  'tool',
  'basis',
  'code',
  'rating',
  'staffId',
  'score',
  'name',
];

/** The one field that says most about an event, shortened. */
export function gistOf(
  data: Readonly<Record<string, unknown>>,
): { readonly name: string; readonly value: string } | undefined {
  const name = telling.find((field) => typeof data[field] === 'string' || typeof data[field] === 'number');
  if (name === undefined) return undefined;
  const value = String(data[name]);
  return { name, value: value.length > 160 ? `${value.slice(0, 159)}…` : value };
}
