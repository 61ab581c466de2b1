// The parts of the audit room that need no browser.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { tarOf } from '../../../src/adapters/bundle/tar.ts';
import { catalogue } from '../../../src/domain/event/catalogue.ts';
import { ticketEvents } from '../../../src/domain/ticket/events.ts';
import type { AuditEvent } from '../../../web-form/audit/contract.ts';
import { gistOf, momentIn, nameWords } from '../../../web-form/audit/gist.ts';
import { chaptersOf, placed } from '../../../web-form/audit/groups.ts';
import { goneBelow, namesOf } from '../../../web-form/audit/marks.ts';
import { piecesOf } from '../../../web-form/audit/plain.ts';
import { askOf, isoOf, localOf, queryOf, searchOf, typedOf } from '../../../web-form/audit/query.ts';
import { offsetOf, sightOf } from '../../../web-form/audit/sight.ts';
import { tarCount } from '../../../web-form/audit/tar-count.ts';
import { eventsEnglish, eventsGerman } from '../../../web-form/audit/words-events.ts';

const event = (version: number, type: string, part: Partial<AuditEvent> = {}): AuditEvent => ({
  position: String(version),
  version,
  id: String(version),
  type,
  schemaVersion: 1,
  at: '2026-11-20T10:00:00.000Z',
  recordedAt: '2026-11-20T10:00:00.000Z',
  knownAt: '2026-11-20T10:00:00.000Z',
  actor: { kind: 'agent' },
  correlationId: 'a',
  causationId: null,
  metadata: {},
  data: {},
  sealed: [],
  erased: false,
  hash: null,
  ...part,
});

describe('the search of the audit', () => {
  test('stands in the address and comes back from it, whatever somebody wrote there', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (pairs) => {
        const search = searchOf(new URLSearchParams(pairs));
        expect(searchOf(new URLSearchParams(queryOf(search)))).toEqual(search);
      }),
    );
    const search = searchOf(new URLSearchParams('status=open&actor=staff:anna&from=yesterday'));
    expect(queryOf(search)).toBe('?status=open&actor=staff%3Aanna');
    expect(askOf(search, 'p 2')).toBe(
      '/api/audit/tickets?status=open&actor=staff%3Aanna&after=p+2&limit=100',
    );
    expect(queryOf(searchOf(new URLSearchParams()))).toBe('');
  });

  test('knows references, ids, mail addresses and numbers by their form', () => {
    expect(typedOf(' ld-7k2m-9qxa ')).toEqual({ kind: 'reference', reference: 'LD-7K2M-9QXA' });
    expect(typedOf('7K2M 9QXA')).toEqual({ kind: 'reference', reference: 'LD-7K2M-9QXA' });
    const id = '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c10';
    expect(typedOf(id.toUpperCase())).toEqual({ kind: 'customer', customerId: id });
    expect(typedOf('ada@example.org')).toEqual({ kind: 'identifier', identifier: 'email:ada@example.org' });
    expect(typedOf('+1 (555) 555-0123')).toEqual({
      kind: 'identifier',
      identifier: 'phone:+1 (555) 555-0123',
    });
    expect(typedOf('US.ABC123')).toEqual({ kind: 'identifier', identifier: 'whatsapp-user:US.ABC123' });
    expect([typedOf(''), typedOf('hello world')].map(({ kind }) => kind)).toEqual(['nothing', 'unknown']);
  });

  test('takes moments of the reader’s zone there and back', () => {
    const iso = '2026-11-20T14:02:03.000Z';
    expect(isoOf(localOf(iso))).toBe(iso);
    expect([isoOf(''), isoOf('soon'), localOf('soon')]).toEqual(['', '', '']);
  });
});

describe('the timeline', () => {
  test('names every type of event of a ticket in both languages', () => {
    const types = ticketEvents.map(({ type }) => type);
    expect(Object.keys(eventsEnglish).sort()).toEqual(types.toSorted());
    expect(Object.keys(eventsGerman).sort()).toEqual(types.toSorted());
    expect(types.every((type) => catalogue.has(type))).toBe(true);
  });

  test('puts under a message what it led to', () => {
    const customer = { actor: { kind: 'customer' } };
    const events = [
      event(1, 'TicketOpened', customer),
      event(2, 'CustomerMessageReceived', customer),
      event(3, 'ReplyComposed'),
      event(4, 'CustomerMessageReceived', { ...customer, correlationId: 'b' }),
      event(5, 'ReplyComposed', { correlationId: 'b' }),
      event(6, 'TicketAssigned', { correlationId: 'c', actor: { kind: 'staff', id: 'kim' } }),
    ];
    expect(chaptersOf(events).map((one) => one.events.map(({ version }) => version))).toEqual([
      [1, 2, 3],
      [4, 5],
      [6],
    ]);
    expect(chaptersOf([])).toEqual([]);
  });

  test('draws what is in sight, leaves room for the rest, and draws much of no long one', () => {
    const tops = fc.integer({ min: -5_000, max: 200_000 });
    const counts = fc.integer({ min: 0, max: 1_000 });
    const measured = fc.dictionary(
      fc.integer({ min: 0, max: 999 }).map(String),
      fc.integer({ min: 40, max: 900 }),
    );
    fc.assert(
      fc.property(counts, tops, measured, (count, top, known) => {
        const heights = new Map(Object.entries(known).map(([place, height]) => [Number(place), height]));
        const { from, to, above, below } = sightOf(count, heights, { top, height: 900 });
        const whole = offsetOf(count, heights);
        expect(offsetOf(from, heights)).toBe(above);
        expect(whole - offsetOf(to, heights)).toBe(below);
        expect(to - from).toBeGreaterThanOrEqual(Math.min(count, 12));
        expect(to - from).toBeLessThanOrEqual(count <= 150 ? count : 70);
        if (count <= 150) expect([from, to]).toEqual([0, count]);
        if (top >= 0 && top < whole) {
          expect(above).toBeLessThanOrEqual(top);
          expect(whole - below).toBeGreaterThanOrEqual(Math.min(whole, top + 900));
        }
      }),
    );
    // A chapter is placed behind the events of those before it.
    expect(
      placed([
        { key: 1, events: [event(1, 'A')] },
        { key: 2, events: [event(2, 'B')] },
      ])[1]?.at,
    ).toBe(1);
  });

  test('says the telling part of an event in one line, and names and moments as people do', () => {
    expect(gistOf(event(1, 'X', { data: { kind: 'a', text: `${'x'.repeat(300)}` } }))?.value.length).toBe(
      220,
    );
    expect(gistOf(event(1, 'X', { data: { replyId: 'r' } }))).toBeUndefined();
    expect(nameWords('lastInboundAt')).toBe('Last inbound at');
    expect(momentIn('openedAt', '2026-11-20T10:00:00.000Z')).toBe(Date.UTC(2026, 10, 20, 10));
    expect(momentIn('format', '2026-11-20')).toBeUndefined();
  });
});

describe('text as it is', () => {
  test('shows what hides, and leaves writing and emoji alone', () => {
    const shown = (text: string) =>
      piecesOf(text)
        .map(({ text: piece, isHidden }) => (isHidden ? `[${piece}]` : piece))
        .join('');
    expect(shown('a\u202Eb\u200Bc\u0000d\u{E0041}')).toBe('a[U+202E]b[U+200B]c[U+0000]d[U+E0041]');
    for (const plain of ['line\nline\tend', 'مرحبا\u200Fبكم', '👩\u200D💻', 'می\u200Cخواهم', ''])
      expect(shown(plain)).toBe(plain);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const seen = piecesOf(text).flatMap((piece) => (piece.isHidden ? [] : [piece.text]));
        expect(seen.join('')).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B]/);
      }),
    );
  });
});

describe('the marks of a state', () => {
  test('name items as the desk does, and find what is gone below a place', () => {
    expect(namesOf([{ messageId: 'a' }, { messageId: 'b' }])).toEqual(['a', 'b']);
    expect(namesOf([{ messageId: 'a' }, { messageId: 'a' }])).toEqual(['0', '1']);
    expect(namesOf(['x'])).toEqual(['0']);
    const gone = { place: ['a', 'b'], before: 1 };
    expect(goneBelow([gone, { place: ['a', 'c'], after: 1 }, { place: ['b'], before: 1 }], ['a'])).toEqual([
      gone,
    ]);
  });
});

describe('a tar on its way', () => {
  test('is counted by its lines of entries, however its bytes are cut', async () => {
    const files = async function* () {
      yield { name: 'README.txt', text: 'a\nb\n' };
      yield { name: 'entries/1.jsonl', text: '{"größe":"½"}\n'.repeat(700) };
      yield { name: 'entries/2.jsonl', text: '{}\n'.repeat(512) };
      yield { name: 'report.html', text: '\n\n\n' };
    };
    const parts: Uint8Array[] = [];
    for await (const part of tarOf('folder', files(), 0)) parts.push(part);
    const bytes = new Uint8Array(Buffer.concat(parts));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1 }), (sizes) => {
        const count = tarCount();
        let lines = 0;
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          lines = count(bytes.subarray(at, at + size));
          at += size;
        }
        expect(lines).toBe(1_212);
      }),
      { numRuns: 30 },
    );
  });
});
