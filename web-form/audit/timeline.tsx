// Everything that happened on a ticket, in chapters: what one message led to stands under it. Only what is in sight is drawn.
import { useEffect, useMemo, useRef } from 'react';
import { RelativeTime } from '../design/relative-time.tsx';
import { useWords } from '../staff/language.ts';
import type { AuditEvent } from './contract.ts';
import { EventCard } from './event-card.tsx';
import { chaptersOf, type PlacedChapter, placed } from './groups.ts';
import type { Sight } from './sight.ts';
import { useSight } from './use-sight.ts';
import { auditWords } from './words.ts';

interface TimelineProps {
  readonly reference: string;
  readonly events: readonly AuditEvent[];
  readonly version: number;
  readonly isOpen: boolean;
  readonly onVersion: (version: number) => void;
}

export function Timeline({ reference, events, version, isOpen, onVersion }: TimelineProps) {
  const w = useWords(auditWords);
  const chapters = useMemo(() => placed(chaptersOf(events)), [events]);
  const list = useRef<HTMLElement>(null);
  const { sight, show } = useSight(list, events.length);
  // The last event is the whole ticket: it is read from its beginning.
  const before = useRef(events.at(-1)?.version);
  useEffect(() => {
    if (before.current === version) return;
    before.current = version;
    const place = events.findIndex((one) => one.version === version);
    if (place >= 0) show(place);
  }, [version, events, show]);
  // Whoever opened one event finds it open when they come back to it.
  const opened = useRef({ isOpen, byHand: new Map<number, boolean>() });
  if (opened.current.isOpen !== isOpen) opened.current = { isOpen, byHand: new Map() };
  const shown = chapters.filter(({ at, events: own }) => at < sight.to && at + own.length > sight.from);
  return (
    <section className="audit-timeline" aria-label={w.timeline(reference)} ref={list}>
      <div style={{ blockSize: sight.above }} />
      {shown.map((chapter) => (
        <ChapterOf
          key={chapter.key}
          opened={opened.current.byHand}
          {...{ chapter, sight, version, isOpen, onVersion }}
        />
      ))}
      <div style={{ blockSize: sight.below }} />
    </section>
  );
}

interface ChapterProps extends Pick<TimelineProps, 'version' | 'isOpen' | 'onVersion'> {
  readonly chapter: PlacedChapter;
  readonly sight: Sight;
  /** Versions that were opened or closed one by one. */
  readonly opened: Map<number, boolean>;
}

function ChapterOf({ chapter, sight, version, isOpen, onVersion, opened }: ChapterProps) {
  const w = useWords(auditWords);
  const { at, events } = chapter;
  const [first] = events;
  const from = Math.max(0, sight.from - at);
  const drawn = events.slice(from, sight.to - at);
  return (
    <section className="audit-chapter">
      {first && from === 0 && (
        <h2 data-begins={at}>
          {w.events[first.type] ?? first.type} <RelativeTime at={first.recordedAt} />
          <span className="fine">{w.chapter(events.length)}</span>
        </h2>
      )}
      <ol start={from + 1}>
        {drawn.map((event, index) => (
          <li
            key={event.version}
            aria-setsize={events.length}
            aria-posinset={from + index + 1}
            data-later={event.version > version}
            data-block={at + from + index}
            data-begins={from + index === 0 ? undefined : at + from + index}
          >
            <EventCard
              event={event}
              isOpen={opened.get(event.version) ?? isOpen}
              isChosen={event.version === version}
              onChoose={() => onVersion(event.version)}
              onOpen={(open) => opened.set(event.version, open)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
