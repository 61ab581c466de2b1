// Going through time: a slider over the events, a moment in the reader's zone, and playing them one after the other.
import { useEffect, useId, useRef, useState } from 'react';
import { preciseWords } from '../design/relative-time.tsx';
import { useWords } from '../staff/language.ts';
import { useShortcuts } from '../staff/shortcuts.ts';
import type { AuditEvent } from './contract.ts';
import { Moment, zoneName } from './moment.tsx';
import { auditWords } from './words.ts';

interface MomentBarProps {
  readonly events: readonly AuditEvent[];
  readonly version: number;
  readonly onVersion: (version: number) => void;
}

const stepMs = 900;

/** The last version that was stored by a moment: what the desk knew then. 0: the ticket was not there yet. */
export function versionAt(
  events: readonly Pick<AuditEvent, 'version' | 'recordedAt'>[],
  iso: string,
): number {
  const at = Date.parse(iso);
  return events.reduce(
    (known, { version, recordedAt }) => (Date.parse(recordedAt) <= at ? version : known),
    0,
  );
}

export function MomentBar({ events, version, onVersion }: MomentBarProps) {
  const w = useWords(auditWords);
  const id = useId();
  const last = events.at(-1)?.version ?? 0;
  const event = events.find((one) => one.version === version);
  const [isPlaying, setPlaying] = useState(false);
  const [moment, setMoment] = useState('');
  const stepTo = (next: number) => {
    setMoment('');
    onVersion(next);
  };
  const latest = useRef(stepTo);
  useEffect(() => {
    latest.current = stepTo;
  });
  useEffect(() => {
    if (!isPlaying) return;
    if (version >= last) return setPlaying(false);
    const timer = setTimeout(() => latest.current(version + 1), stepMs);
    return () => clearTimeout(timer);
  }, [isPlaying, version, last]);
  const play = () => {
    if (!isPlaying && version >= last) stepTo(0);
    setPlaying(!isPlaying);
  };
  const stop = (next: number) => {
    setPlaying(false);
    stepTo(next);
  };
  const isTurned = document.dir === 'rtl';
  const group = w.asItWas;
  useShortcuts([
    { keys: isTurned ? 'ArrowRight' : 'ArrowLeft', words: w.keys.back, group, run: () => stop(version - 1) },
    { keys: isTurned ? 'ArrowLeft' : 'ArrowRight', words: w.keys.on, group, run: () => stop(version + 1) },
    { keys: 'p', words: w.keys.play, group, run: play },
    { keys: '[', words: w.keys.first, group, run: () => stop(1) },
    { keys: ']', words: w.keys.last, group, run: () => stop(last) },
  ]);
  const name = event && (w.events[event.type] ?? event.type);
  return (
    <section className="audit-moment" aria-label={w.throughTime}>
      <div className="audit-steps">
        <button
          type="button"
          className="quiet"
          aria-label={w.previous}
          title={w.previous}
          disabled={version <= 0}
          onClick={() => stop(version - 1)}
        >
          <Arrow turned />
        </button>
        <button type="button" className="secondary audit-play" aria-pressed={isPlaying} onClick={play}>
          {isPlaying ? w.pause : w.play}
        </button>
        <button
          type="button"
          className="quiet"
          aria-label={w.next}
          title={w.next}
          disabled={version >= last}
          onClick={() => stop(version + 1)}
        >
          <Arrow />
        </button>
      </div>
      <div className="audit-slider">
        <label htmlFor={id}>
          {w.after(version, last)}
          {name !== undefined && <strong>: {name}</strong>}
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={last}
          step={1}
          value={version}
          aria-valuetext={`${w.after(version, last)}${name === undefined ? '' : `, ${name}`}`}
          onChange={(e) => stop(Number(e.target.value))}
        />
        <span className="fine">
          {event ? `${w.placeFields.recordedAt} ${preciseWords(Date.parse(event.recordedAt))}` : w.notYet}
        </span>
      </div>
      <div className="audit-at">
        <label htmlFor={`${id}-at`}>{w.atTime}</label>
        <Moment
          ties={{ id: `${id}-at`, 'aria-describedby': `${id}-zone`, 'aria-invalid': false }}
          value={moment}
          isPrecise
          onChange={(iso) => {
            setPlaying(false);
            setMoment(iso);
            if (iso !== '') onVersion(versionAt(events, iso));
          }}
        />
        <span id={`${id}-zone`} className="fine">
          {zoneName()}
        </span>
      </div>
    </section>
  );
}

function Arrow({ turned = false }: { readonly turned?: boolean }) {
  return (
    <svg className="audit-arrow" data-turned={turned} viewBox="0 0 12 12" aria-hidden="true">
      <path d="M4.5 2.5 8 6l-3.5 3.5" />
    </svg>
  );
}
