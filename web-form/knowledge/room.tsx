// The knowledge room: articles, gaps, suggestions, a test question and the import, each under its own address.
import { useCurrentInSight } from '../design/in-sight.ts';
import { useTitle } from '../design/use-title.ts';
import { useWords } from '../staff/language.ts';
import type { RoomProps } from '../staff/rooms.ts';
import { Link, useRoute } from '../staff/route.tsx';
import { product } from '../staff/words.ts';
import { Articles } from './articles.tsx';
import { Gaps } from './gaps.tsx';
import { Import } from './import.tsx';
import { Suggestions } from './suggestions.tsx';
import { TestQuestion } from './test-question.tsx';
import { mostSuggestions, useSuggestions } from './use-suggestions.ts';
import { knowledgeWords } from './words.ts';

const places = ['articles', 'gaps', 'suggestions', 'questions', 'import'] as const;
type Place = (typeof places)[number];
const pathOf = (place: Place) => (place === 'articles' ? '/knowledge' : `/knowledge/${place}`);

export default function KnowledgeRoom({ session }: RoomProps) {
  const words = useWords(knowledgeWords);
  const { rest, query } = useRoute();
  const [first = ''] = rest;
  const mayWrite = session.role !== 'auditor';
  const place = places.find((one) => one === first && one !== 'articles') ?? 'articles';
  // An article says itself what it is called.
  useTitle(place === 'articles' && first !== '' ? undefined : [words.places[place], words.title, product]);
  const shown = places.filter((one) => mayWrite || one === 'articles' || one === 'gaps');
  const suggested = useSuggestions(mayWrite, place === 'suggestions');
  const waiting = suggested.answer?.ok ? suggested.answer.body.suggestions.length : 0;
  // Once more when what waits is counted: it moves what stands behind it.
  const nav = useCurrentInSight<HTMLElement>(`${place} ${waiting}`);
  return (
    <div className="room fill knowledge">
      <div className="knowledge-head">
        <h1>{words.title}</h1>
        <nav ref={nav} className="knowledge-places" aria-label={words.title}>
          {shown.map((one) => (
            <Link key={one} to={pathOf(one)} aria-current={one === place ? 'page' : undefined}>
              {words.places[one]}
              {one === 'suggestions' && waiting > 0 && (
                <span className="knowledge-waiting">
                  {waiting < mostSuggestions ? waiting : `${mostSuggestions}+`}
                  <span className="unseen"> {words.waiting}</span>
                </span>
              )}
            </Link>
          ))}
        </nav>
      </div>
      {place === 'articles' && <Articles slug={first} mayWrite={mayWrite} />}
      {place === 'gaps' && <Gaps mayWrite={mayWrite} />}
      {place === 'suggestions' && mayWrite && <Suggestions {...suggested} />}
      {place === 'questions' && mayWrite && (
        <TestQuestion key={query.get('q')} asked={query.get('q') ?? ''} />
      )}
      {place === 'import' && mayWrite && <Import />}
    </div>
  );
}
