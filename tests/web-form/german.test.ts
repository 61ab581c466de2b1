// The staff's words in German: no English is left in them, and every sentence has its counterpart.
import { describe, expect, test } from 'bun:test';
import { ticketEvents } from '../../src/domain/ticket/events.ts';
import { busyWords } from '../../web-form/audit/words-busy.ts';
import { german as auditGerman } from '../../web-form/audit/words-de.ts';
import { english as auditEnglish } from '../../web-form/audit/words-en.ts';
import { hasGermanName } from '../../web-form/audit/words-fields.ts';
import { german as inboxGerman } from '../../web-form/inbox/words-de.ts';
import { english as inboxEnglish } from '../../web-form/inbox/words-en.ts';
import { german as knowledgeGerman } from '../../web-form/knowledge/words-de.ts';
import { english as knowledgeEnglish } from '../../web-form/knowledge/words-en.ts';
import { german as overviewGerman } from '../../web-form/overview/words-de.ts';
import { english as overviewEnglish } from '../../web-form/overview/words-en.ts';
import { deliveryStates, ticketReasons, ticketStates } from '../../web-form/staff/ticket-words.ts';
import { englishIn } from './english-in.ts';

const rooms = {
  audit: [auditEnglish, auditGerman],
  busy: [busyWords.en, busyWords.de],
  inbox: [inboxEnglish, inboxGerman],
  knowledge: [knowledgeEnglish, knowledgeGerman],
  overview: [overviewEnglish, overviewGerman],
  reasons: [ticketReasons.en, ticketReasons.de],
  states: [ticketStates.en, ticketStates.de],
  deliveries: [deliveryStates.en, deliveryStates.de],
} as const;

/** Words that are the same in both languages. */
const shared = new Set(
  'Agent|Export|Filter|Hash|Name|Normal|Position|Status|Support|System|Text|Ticket|Tickets|Version 2|Version|WhatsApp|Median|Spam|Relay|Bus|neutral|Code|Version 2|2 Version|in|2|#2'.split(
    '|',
  ),
);

/** Every text of a table by its place; what takes a number or a name is given a 2. */
function texts(words: unknown, place = ''): readonly (readonly [place: string, text: string])[] {
  if (typeof words === 'string') return [[place, words]];
  if (typeof words === 'function') return texts((words as (...all: unknown[]) => unknown)(2, 2, 2, 2), place);
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([name, inner]: [string, unknown]) =>
    texts(inner, place === '' ? name : `${place}.${name}`),
  );
}

describe.each(Object.entries(rooms))('the words of %s', (_, [english, german]) => {
  const [source, translated] = [new Map(texts(english)), texts(german)];

  test('are there in both languages, and nowhere empty', () => {
    expect(translated.map(([place]) => place).sort()).toEqual([...source.keys()].sort());
    expect(translated.filter(([place, text]) => text === '' && source.get(place) !== '')).toEqual([]);
  });

  test('have no English in German', () => {
    expect(translated.filter(([, text]) => englishIn(text).length > 0)).toEqual([]);
  });

  test('are not left as they were', () => {
    const same = translated.filter(([place, text]) => source.get(place) === text && !shared.has(text));
    expect(same.filter(([, text]) => /\p{L}{2}/u.test(text))).toEqual([]);
  });

  test('call a thing by one word', () => {
    const other = /Vorg[aä]ng|Leitplanke|Mitarbeiter|Mitarbeitende|Paket|Unterhaltung|Das System/;
    expect(translated.filter(([, text]) => other.test(text))).toEqual([]);
  });
});

test('every field of a ticket’s events has a name in German', () => {
  const names = new Set<string>();
  const walk = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, inner] of Object.entries(schema)) {
      if (key === 'properties') for (const name of Object.keys(inner as object)) names.add(name);
      walk(inner);
    }
  };
  for (const { schema } of ticketEvents) walk(schema);
  expect(names.size).toBeGreaterThan(80);
  expect([...names].filter((name) => !hasGermanName(name))).toEqual([]);
});
