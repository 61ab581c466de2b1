// One event of a timeline: when, who, what in a line, and its whole truth on demand.
import { type ToggleEvent, useState } from 'react';
import { preciseWords } from '../design/relative-time.tsx';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { useRecorded } from '../staff/use-recorded.ts';
import type { AuditEvent } from './contract.ts';
import { type Gist, gistOf } from './gist.ts';
import { Pieces } from './honest.tsx';
import { Readable } from './readable.tsx';
import { auditWords } from './words.ts';

interface EventCardProps {
  readonly event: AuditEvent;
  /** Whether all of it is to be seen at first. */
  readonly isOpen: boolean;
  /** The ticket beside is the one after this event. */
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onOpen: (isOpen: boolean) => void;
}

export function EventCard({ event, isOpen, isChosen, onChoose, onOpen }: EventCardProps) {
  const w = useWords(auditWords);
  const { position, version, type, actor, data, erased } = event;
  const gist = gistOf(event);
  const recorded = useRecorded();
  const gistWords = ({ field, value }: Gist) =>
    field === 'reason'
      ? (w.reasons[value as keyof typeof w.reasons] ?? value)
      : field === 'because' || field === 'evidence'
        ? recorded(value)
        : value;
  const channel = data['channel'];
  const who = w.actors[actor.kind as keyof typeof w.actors] ?? actor.kind;
  return (
    <article
      className="audit-event"
      data-chosen={isChosen}
      data-version={version}
      data-actor={actor.kind}
      aria-label={`${w.version(version)}: ${w.events[type] ?? type}`}
    >
      <header className="audit-event-head">
        <h3>{w.events[type] ?? type}</h3>
        {typeof channel === 'string' && <span className="tag">{channelName(channel)}</span>}
        {erased && <span className="tag warn">{w.erased}</span>}
        <span className="audit-event-place fine">
          <span>{w.version(version)}</span>
          <span>{position === null ? w.notPlaced : w.position(position)}</span>
        </span>
      </header>
      <p className="fine">
        <Times event={event} /> · {who}
        {actor.id !== undefined && (
          <>
            {' '}
            <bdi>
              <Pieces text={actor.id} />
            </bdi>
          </>
        )}
      </p>
      {gist !== undefined && (
        <p className="audit-gist" dir="auto">
          <span className="soft">{w.telling[gist.field]}:</span> <Pieces text={gistWords(gist)} />
        </p>
      )}
      <div className="audit-event-foot">
        <Truth key={String(isOpen)} event={event} isOpen={isOpen} onOpen={onOpen} />
        <button type="button" className="link" aria-pressed={isChosen} onClick={onChoose}>
          {w.goHere}
        </button>
      </div>
    </article>
  );
}

/** When it was stored, which is what going through time goes by; and when it happened, where that is another second. */
function Times({ event: { at, recordedAt } }: Pick<EventCardProps, 'event'>) {
  const w = useWords(auditWords);
  const [happened, stored] = [Date.parse(at), Date.parse(recordedAt)];
  return (
    <>
      {w.placeFields.recordedAt} {preciseWords(stored)}
      {Math.abs(stored - happened) >= 1_000 && (
        <>
          {' '}
          · {w.placeFields.at} {preciseWords(happened)}
        </>
      )}
    </>
  );
}

/** Everything that is known of an event. Made when it is opened: a ticket may have thousands. */
function Truth({ event, isOpen, onOpen }: Pick<EventCardProps, 'event' | 'isOpen' | 'onOpen'>) {
  const w = useWords(auditWords);
  const [wasOpened, setOpened] = useState(isOpen);
  const toggled = ({ currentTarget: { open } }: ToggleEvent<HTMLDetailsElement>) => {
    if (open) setOpened(true);
    onOpen(open);
  };
  const { data, metadata, sealed, position, hash, id, schemaVersion, recordedAt, at, type } = event;
  const place = { position, hash, id, schemaVersion, at, recordedAt } as const;
  const names = Object.keys(place) as (keyof typeof place)[];
  return (
    <details open={isOpen} onToggle={toggled}>
      <summary>{w.details}</summary>
      {wasOpened && (
        <div className="audit-truth">
          <h4>{w.data}</h4>
          <p className="fine">
            <code>{type}</code>
          </p>
          <Readable value={data} sealed={sealed} />
          <h4>{w.metadata}</h4>
          <Readable value={metadata} />
          <h4>{w.place}</h4>
          <dl className="audit-fields">
            {names.map((name) => (
              <div key={name}>
                <dt>{w.placeFields[name]}</dt>
                <dd className={name === 'hash' ? 'audit-hash' : undefined}>
                  <Readable value={place[name]} name={name} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </details>
  );
}
