// The audit room: the search, one ticket through time, verification, checkpoints, export. Nothing here changes anything.
import { useEffect } from 'react';
import { useCurrentInSight } from '../design/in-sight.ts';
import { useTitle } from '../design/use-title.ts';
import { useWords } from '../staff/language.ts';
import { go, Link, type Route, useRoute } from '../staff/route.tsx';
import { frameWords, product } from '../staff/words.ts';
import { Checkpoints } from './checkpoints.tsx';
import { ExportPeriod } from './export-period.tsx';
import { SearchPage } from './search.tsx';
import { TicketPage } from './ticket-page.tsx';
import { Verification } from './verification.tsx';
import { auditWords } from './words.ts';

const sections = ['verification', 'checkpoints', 'export'] as const;
type Section = (typeof sections)[number];

export default function AuditRoom() {
  const w = useWords(auditWords);
  const route = useRoute();
  const [first] = route.rest;
  const section = sections.find((name) => name === first);
  const old = oldTicket(route);
  const room = useWords(frameWords).room.audit;
  const words = { verification: w.verification, checkpoints: w.checkpoints, export: w.exportPeriod };
  useTitle([section ? words[section] : (first?.toUpperCase() ?? w.tickets), room, product]);
  const nav = useCurrentInSight<HTMLElement>(section ?? '');
  useEffect(() => {
    if (old !== undefined) go(`/audit/${encodeURIComponent(old)}`, { replace: true });
  }, [old]);
  if (first !== undefined && section === undefined)
    return <TicketPage key={first} reference={first.toUpperCase()} />;
  const links = [['', w.tickets], ...sections.map((name) => [name, words[name]] as const)] as const;
  return (
    <div className="room audit-room">
      <header className="audit-head">
        <h1>{w.title}</h1>
        <p className="lead">{w.lead}</p>
      </header>
      <nav ref={nav} className="audit-sections" aria-label={w.sections}>
        {links.map(([name, words]) => (
          <Link
            key={name}
            to={name === '' ? '/audit' : `/audit/${name}`}
            aria-current={(section ?? '') === name ? 'page' : undefined}
          >
            {words}
          </Link>
        ))}
      </nav>
      <SectionOf section={section} />
    </div>
  );
}

function SectionOf({ section }: { readonly section: Section | undefined }) {
  switch (section) {
    case 'verification':
      return <Verification />;
    case 'checkpoints':
      return <Checkpoints />;
    case 'export':
      return <ExportPeriod />;
    default:
      return <SearchPage />;
  }
}

/** Links of before named the ticket in the fragment. */
function oldTicket({ fragment, rest }: Route): string | undefined {
  const named = rest.length === 0 ? new URLSearchParams(fragment).get('ticket') : null;
  return named?.trim() ? named.trim() : undefined;
}
