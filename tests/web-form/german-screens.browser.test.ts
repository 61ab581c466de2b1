// The staff's screens in a German browser: whatever is not said by people or kept as code is in German, its names for screen
// readers as well.
import { afterAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { picture } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';
import { englishIn } from './english-in.ts';
import { stubInbox } from './inbox/stub-inbox.ts';
import { conversation, ticket } from './inbox/stub-tickets.ts';
import { json, problem } from './stub-answers.ts';
import { stubKnowledge } from './stub-knowledge.ts';
import { overviewFor } from './stub-overview.ts';
import { stubKeys } from './stub-sessions.ts';

setDefaultTimeout(180_000);
let inbox = stubInbox();
let knowledge = stubKnowledge();
let isAway = false;
const { desk, visit, isMissing } = stubDeskForFile(async (request, url, asker) => {
  if (isAway && !url.pathname.startsWith('/api/session')) return problem(500);
  if (url.pathname === '/api/overview') return json(overviewFor(url.searchParams));
  const isKnowledge =
    url.pathname.startsWith('/api/knowledge') && url.pathname !== '/api/knowledge/suggestions';
  return isKnowledge ? knowledge.answer(request, url) : inbox.answer(request, url, asker);
});

beforeEach(() => {
  isAway = false;
  inbox = stubInbox();
  inbox.put(
    ticket({ reference: 'LD-7K2M-9QXA', messages: conversation() }),
    ticket({ reference: 'LD-DONE-0004', status: 'resolved' }),
  );
  knowledge = stubKnowledge();
});
afterAll(() => {
  isAway = false;
});

const open = (path: string, who: keyof typeof stubKeys = 'admin') =>
  visit(`${desk.origin}${path}#key=${stubKeys[who]}`, { locale: 'de-DE', timezoneId: 'Europe/Berlin' });

/**
 * What the page says in English. Words of people stand in elements that take their direction from their text, or apart from it
 * (`dir="auto"`, `bdi`), quotations and code in theirs.
 */
async function englishOn(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const others =
      '[dir="auto"], bdi, code, q, blockquote, pre, del, textarea, .reference, .audit-truth, .honest, [lang]:not(html)';
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && !parent.closest(`${others}, script, style, noscript`)) found.push(node.textContent ?? '');
    }
    for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        if (!element.matches('[dir="auto"], .knowledge-suggestion, .knowledge-suggestion *'))
          found.push(element.getAttribute(name) ?? '');
    return found;
  });
  return [...new Set(texts.map((text) => text.trim()).filter((text) => englishIn(text).length > 0))];
}

/** A screen by its address, what is seen there, and what is done on it and seen then. */
interface Screen {
  readonly name: string;
  readonly path: string;
  readonly seen: string | RegExp;
  readonly act?: (page: Page) => Promise<unknown>;
  readonly later?: string | RegExp;
}

const press =
  (name: string | RegExp, role: 'button' | 'tab' | 'link' = 'button') =>
  (page: Page) =>
    page.getByRole(role, { name }).first().click();
const ticketPath = '/inbox/all/LD-7K2M-9QXA';
const why = 'Warum diese Antwort?';

const screens: readonly Screen[] = [
  { name: 'inbox-escalated', path: '/inbox/escalated', seen: 'Refund for a parcel' },
  { name: 'inbox-failed', path: '/inbox/failed', seen: 'Alles wurde zugestellt' },
  {
    name: 'inbox-suppressed',
    path: '/inbox/suppressed',
    seen: 'Kopfzeile Auto-Submitted',
    act: press(/out of the office/, 'link'),
    later: 'Dem Absender wurde nichts gesagt.',
  },
  {
    name: 'inbox-discard',
    path: '/inbox/suppressed',
    seen: 'Kopfzeile Auto-Submitted',
    act: async (page) => {
      await press(/out of the office/, 'link')(page);
      await press(/^Verwerfen/)(page);
    },
    later: 'Endgültig verwerfen?',
  },
  {
    name: 'inbox-conflicts',
    path: '/inbox/conflicts',
    seen: 'Ada Marsh',
    act: press(/Ada Marsh/, 'link'),
    later: 'Jeder hat etwas Eigenes nachgewiesen',
  },
  {
    name: 'inbox-dismiss',
    path: '/inbox/conflicts',
    seen: 'Ada Marsh',
    act: async (page) => {
      await press(/Ada Marsh/, 'link')(page);
      await press('Verschiedene Personen')(page);
    },
    later: 'Getrennt lassen?',
  },
  { name: 'inbox-mine', path: '/inbox/mine', seen: 'Ihnen ist nichts zugewiesen' },
  {
    name: 'inbox-ticket',
    path: ticketPath,
    seen: why,
    act: (page) => page.getByText(/^Woher wir es wissen/).click(),
    later: 'E-Mail zugeordnet, bezeugt: erste Nachricht dieses Kunden',
  },
  {
    name: 'inbox-merge',
    path: ticketPath,
    seen: why,
    act: press('Zusammenführen…'),
    later: 'Beide als eine Person führen?',
  },
  {
    name: 'inbox-why',
    path: ticketPath,
    seen: why,
    act: press('Warum', 'tab'),
    later: 'Was die Regeln sahen',
  },
  {
    name: 'inbox-more',
    path: ticketPath,
    seen: why,
    act: press('Mehr mit diesem Ticket tun'),
    later: 'Zuweisen…',
  },
  {
    name: 'inbox-note',
    path: ticketPath,
    seen: why,
    act: press(/^Interne Notiz/),
    later: 'Nur das Team sieht sie. Sie wird nie gesendet.',
  },
  {
    name: 'inbox-article',
    path: '/inbox/all/LD-DONE-0004',
    seen: 'Gelöst',
    act: press('Artikel', 'tab'),
    later: /^Aus diesem Ticket entworfen/,
  },
  { name: 'inbox-nobody', path: '/inbox/all/LD-0000-0000', seen: 'Dieses Ticket gibt es nicht' },
  {
    name: 'inbox-keys',
    path: '/inbox',
    seen: 'Refund for a parcel',
    act: (page) => page.keyboard.press('?'),
    later: 'Gehe zu',
  },
  { name: 'audit', path: '/audit', seen: 'Label will not print' },
  { name: 'audit-ticket', path: '/audit/LD-7K2M-9QXA', seen: 'Alles, was bekannt war' },
  {
    name: 'audit-open',
    path: '/audit/LD-7K2M-9QXA',
    seen: 'Alles, was bekannt war',
    act: press('Alle öffnen'),
    later: 'Was festgehalten wurde',
  },
  {
    name: 'audit-looks',
    path: '/audit/LD-7K2M-9QXA',
    seen: 'Alles, was bekannt war',
    act: press('Wer hineinsah'),
  },
  {
    name: 'audit-verification',
    path: '/audit/verification',
    seen: 'Hauptbuch verifizieren',
    act: press('Hauptbuch verifizieren'),
    later: /Das Hauptbuch hält/,
  },
  { name: 'audit-checkpoints', path: '/audit/checkpoints', seen: 'Öffentlicher Schlüssel' },
  {
    name: 'audit-export',
    path: '/audit/export',
    seen: 'Bündel erstellen',
    act: press('Bündel erstellen'),
  },
  { name: 'overview', path: '/overview', seen: /Abschnitte werden nur nach Wörtern gefunden/ },
  { name: 'knowledge', path: '/knowledge', seen: /1\D?201 Artikel/ },
  { name: 'knowledge-new', path: '/knowledge/new', seen: 'Veröffentlichen' },
  { name: 'knowledge-gaps', path: '/knowledge/gaps', seen: 'Was Kunden vergeblich gefragt haben' },
  { name: 'knowledge-suggestions', path: '/knowledge/suggestions', seen: 'Als Artikel veröffentlichen' },
  {
    name: 'knowledge-question',
    path: '/knowledge/questions',
    seen: 'Was würde der Agent antworten?',
    act: async (page) => {
      await page.getByLabel('Frage').first().fill('Where is my parcel?');
      await press('Fragen')(page);
    },
    later: 'Gefundene Abschnitte, der beste zuerst',
  },
  { name: 'knowledge-import', path: '/knowledge/import', seen: 'Artikel einlesen' },
  { name: 'sandbox', path: '/sandbox', seen: 'Abgefangene Nachrichten' },
];

describe.skipIf(isMissing)('in German', () => {
  for (const { name, path, seen, act, later } of screens)
    test(`${name} has no English on it`, async () => {
      await using window = await open(path);
      const { page, complaints } = window;
      await page.getByText(seen).first().waitFor();
      await act?.(page);
      if (later !== undefined) await page.getByText(later).first().waitFor();
      await page.waitForFunction(() => document.querySelector('.skeleton') === null);
      await picture(page, `german-${name}`);
      expect(await englishOn(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });

  for (const path of ['/inbox/all', '/audit', '/overview', '/knowledge'])
    test(`${path} says in German that the desk does not answer`, async () => {
      isAway = true;
      await using window = await open(path);
      const { page } = window;
      await page
        .getByText(/ließ sich nicht laden|nicht geantwortet|konnten nicht|Keine Antwort vom Desk/)
        .first()
        .waitFor();
      expect(await englishOn(page)).toEqual([]);
    });
});

test.skipIf(isMissing)('the sign-in has no English on it, whatever went wrong', async () => {
  for (const query of ['', '?refused=link', '?refused=provider', '?refused=stale', '?refused=away']) {
    await using window = await visit(`${desk.origin}/sign-in${query}`, { locale: 'de-DE' });
    await window.page.getByRole('button', { name: 'Anmelden' }).waitFor();
    expect(await englishOn(window.page)).toEqual([]);
  }
});
