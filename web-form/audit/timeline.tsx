// Everything that happened on a ticket, in chapters: what one message led to stands under it.
import { useEffect, useMemo, useRef, useState } from 'react';
import { RelativeTime } from '../design/relative-time.tsx';
import { useWords } from '../staff/language.ts';
import type { AuditEvent } from './contract.ts';
import { EventCard } from './event-card.tsx';
import { type Chapter, chaptersAround, chaptersOf } from './groups.ts';
import { auditWords } from './words.ts';

interface TimelineProps {
  readonly reference: string;
  readonly events: readonly AuditEvent[];
  readonly version: number;
  readonly isOpen: boolean;
  readonly onVersion: (version: number) => void;
}

/** Events drawn at once, around the chosen one. */
const step = 150;

export function Timeline({ reference, events, version, isOpen, onVersion }: TimelineProps) {
  const w = useWords(auditWords);
  const chapters = useMemo(() => chaptersOf(events), [events]);
  const [most, setMost] = useState(step);
  const { from, to } = chaptersAround(chapters, version, most);
  const list = useRef<HTMLElement>(null);
  const before = useRef(version);
  useEffect(() => {
    if (before.current === version) return;
    before.current = version;
    list.current?.querySelector(`[data-version="${version}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [version]);
  return (
    <section className="audit-timeline" aria-label={w.timeline(reference)} ref={list}>
      {from > 0 && (
        <button type="button" className="quiet" onClick={() => setMost(most + step)}>
          {w.earlier}
        </button>
      )}
      {chapters.slice(from, to).map((chapter) => (
        <ChapterOf key={chapter.key} chapter={chapter} {...{ version, isOpen, onVersion }} />
      ))}
      {to < chapters.length && (
        <button type="button" className="quiet" onClick={() => setMost(most + step)}>
          {w.later}
        </button>
      )}
    </section>
  );
}

interface ChapterProps extends Pick<TimelineProps, 'version' | 'isOpen' | 'onVersion'> {
  readonly chapter: Chapter;
}

function ChapterOf({ chapter, version, isOpen, onVersion }: ChapterProps) {
  const w = useWords(auditWords);
  const [first] = chapter.events;
  if (!first) return null;
  return (
    <section className="audit-chapter">
      <h2>
        {w.events[first.type] ?? first.type} <RelativeTime at={first.at} />
        <span className="fine">{w.chapter(chapter.events.length)}</span>
      </h2>
      <ol>
        {chapter.events.map((event) => (
          <li key={event.version} data-later={event.version > version}>
            <EventCard
              event={event}
              isOpen={isOpen}
              isChosen={event.version === version}
              onChoose={() => onVersion(event.version)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
