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

/** The last version that was known at a moment. 0: the ticket was not there yet. */
export function versionAt(events: readonly Pick<AuditEvent, 'version' | 'knownAt'>[], iso: string): number {
  const at = Date.parse(iso);
  return events.reduce((known, { version, knownAt }) => (Date.parse(knownAt) <= at ? version : known), 0);
}

export function MomentBar({ events, version, onVersion }: MomentBarProps) {
  const w = useWords(auditWords);
  const id = useId();
  const last = events.at(-1)?.version ?? 0;
  const [moment, setMoment] = useState('');
  const playing = usePlaying({
    version,
    last,
    onVersion: (next) => {
      setMoment('');
      onVersion(next);
    },
  });
  useStepKeys(playing, version, last);
  return (
    <section className="audit-moment" aria-label={w.throughTime}>
      <Steps playing={playing} version={version} last={last} />
      <Slider events={events} version={version} last={last} onVersion={playing.goTo} />
      <div className="audit-at">
        <label htmlFor={`${id}-at`}>{w.atTime}</label>
        <Moment
          ties={{ id: `${id}-at`, 'aria-describedby': `${id}-zone`, 'aria-invalid': false }}
          value={moment}
          isPrecise
          onChange={(iso) => {
            playing.stop();
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

interface Playing {
  readonly isPlaying: boolean;
  /** Begins, from the beginning where it has come to the end, or pauses. */
  readonly toggle: () => void;
  readonly stop: () => void;
  /** Stops, and goes there. */
  readonly goTo: (version: number) => void;
}

interface Played {
  readonly version: number;
  readonly last: number;
  readonly onVersion: (version: number) => void;
}

/** One event after the other, as long as it plays. */
function usePlaying({ version, last, onVersion }: Played): Playing {
  const [isPlaying, setPlaying] = useState(false);
  const latest = useRef(onVersion);
  useEffect(() => {
    latest.current = onVersion;
  });
  useEffect(() => {
    if (!isPlaying) return;
    if (version >= last) return setPlaying(false);
    const timer = setTimeout(() => latest.current(version + 1), stepMs);
    return () => clearTimeout(timer);
  }, [isPlaying, version, last]);
  return {
    isPlaying,
    toggle: () => {
      if (!isPlaying && version >= last) onVersion(0);
      setPlaying(!isPlaying);
    },
    stop: () => setPlaying(false),
    goTo: (next) => {
      setPlaying(false);
      onVersion(next);
    },
  };
}

function useStepKeys({ toggle, goTo }: Playing, version: number, last: number): void {
  const { keys, asItWas: group } = useWords(auditWords);
  const isTurned = document.dir === 'rtl';
  useShortcuts([
    { keys: isTurned ? 'ArrowRight' : 'ArrowLeft', words: keys.back, group, run: () => goTo(version - 1) },
    { keys: isTurned ? 'ArrowLeft' : 'ArrowRight', words: keys.on, group, run: () => goTo(version + 1) },
    { keys: 'p', words: keys.play, group, run: toggle },
    { keys: '[', words: keys.first, group, run: () => goTo(1) },
    { keys: ']', words: keys.last, group, run: () => goTo(last) },
  ]);
}

interface StepsProps extends Pick<Played, 'version' | 'last'> {
  readonly playing: Playing;
}

function Steps({ playing: { isPlaying, toggle, goTo }, version, last }: StepsProps) {
  const w = useWords(auditWords);
  return (
    <div className="audit-steps">
      <button
        type="button"
        className="quiet"
        aria-label={w.previous}
        title={w.previous}
        disabled={version <= 0}
        onClick={() => goTo(version - 1)}
      >
        <Arrow turned />
      </button>
      <button type="button" className="secondary audit-play" aria-pressed={isPlaying} onClick={toggle}>
        {isPlaying ? w.pause : w.play}
      </button>
      <button
        type="button"
        className="quiet"
        aria-label={w.next}
        title={w.next}
        disabled={version >= last}
        onClick={() => goTo(version + 1)}
      >
        <Arrow />
      </button>
    </div>
  );
}

function Slider({ events, version, last, onVersion }: MomentBarProps & Pick<Played, 'last'>) {
  const w = useWords(auditWords);
  const id = useId();
  const event = events.find((one) => one.version === version);
  const name = event && (w.events[event.type] ?? event.type);
  return (
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
        onChange={(e) => onVersion(Number(e.target.value))}
      />
      <span className="fine">
        {event ? `${w.placeFields.recordedAt} ${preciseWords(Date.parse(event.recordedAt))}` : w.notYet}
      </span>
    </div>
  );
}

function Arrow({ turned = false }: { readonly turned?: boolean }) {
  return (
    <svg className="audit-arrow" data-turned={turned} viewBox="0 0 12 12" aria-hidden="true">
      <path d="M4.5 2.5 8 6l-3.5 3.5" />
    </svg>
  );
}
