// Sentences that the desk writes itself: every one of them has German words, so that none stands in English on a German screen.
import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { delicateMatters } from '../../src/domain/agent/delicate.ts';
import { checkReply, guardrailRules } from '../../src/domain/agent/guardrails.ts';
import { deceptionIn } from '../../src/domain/agent/plain-text.ts';
import { recordedWords } from '../../web-form/staff/recorded.ts';
import { checksGerman } from '../../web-form/staff/recorded-agent.ts';

const source = (path: string) => readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');

/** Sentences between quotes that a place in the source makes, what is put into them being a 7. */
function written(path: string, place: RegExp): readonly string[] {
  return [...source(path).matchAll(place)].map(({ groups }) =>
    (groups?.['plain'] ?? groups?.['made'] ?? '').replace(/\$\{[^}]*(?:\{[^}]*\}[^}]*)*\}/g, '7'),
  );
}

const sentence = "(?:'(?<plain>[^'\\n]+)'|`(?<made>[^`]+)`)";
const said = (before: string) => new RegExp(`${before}\\s*${sentence}`, 'g');

/** What is no sentence, and what another sentence is put into whole. */
const isCode = (text: string) => /^[a-z]+(?:-[a-z]+)+$/.test(text) || text === 'the reply contains 7';

const places: readonly (readonly [path: string, place: RegExp, atLeast: number])[] = [
  ['domain/mail/automatic.ts', said('(?:return|\\?|undefined\\))'), 10],
  ['domain/conversation/loops.ts', said('return'), 4],
  ['application/channel/suppress.ts', said('because:'), 3],
  ['application/channel/accept-message.ts', said('because:'), 1],
  ['application/channel/file-message.ts', said('because:'), 1],
  ['application/ticket/spam-trap.ts', said('because:'), 2],
  ['adapters/twilio/inbound.ts', said('because:'), 1],
  ['domain/customer/decide.ts', said("[?:](?=\\s+'(?:first|seen|wrote))"), 4],
  ['domain/customer/by-staff.ts', said('(?:because:|flagged\\()'), 2],
  ['domain/customer/changed-hands.ts', said('(?:return|\\?)'), 2],
  ['domain/customer/look-alikes.ts', said('hasLookAlikes\\(address\\) \\?'), 1],
  ['application/customer/merge-customers.ts', said('movedBecause ='), 1],
  ['application/agent/tool-call.ts', said('evidence ='), 1],
  ['application/agent/send-tool.ts', said('evidence:'), 1],
  ['application/agent/hand-over.ts', said('evidence ='), 1],
  ['application/agent/work.ts', said("(?:evidence:|nothing \\?|searches found too little\\.' :)"), 3],
  ['application/agent/guarded-agent.ts', said('AgentUnavailable\\('), 1],
  ['application/agent/deadline.ts', said('AgentUnavailable\\('), 1],
  ['adapters/openai/agent.ts', said('AgentUnavailable\\('), 1],
  ['application/agent/search-tool.ts', said('evidence ='), 1],
  ['adapters/extractive/agent.ts', said("(?:\\? |: )(?='The )"), 2],
  ['main/desk.ts', said('evidence:'), 1],
  ['domain/agent/guardrails.ts', said("broken\\((?:'[a-z-]+'|rule),"), 17],
  ['domain/ledger/verify.ts', said("(?:finding\\('[a-z-]+',|detail(?::| =))"), 8],
  ['application/audit/verify.ts', said('detail:'), 4],
  ['application/log/event-codec.ts', said('super\\('), 1],
  ['adapters/articles/read-articles.ts', said('(?:SourceProblem\\(|problem:)'), 4],
  ['adapters/articles/plain-text.ts', said('SourceProblem\\('), 1],
  ['adapters/articles/markdown.ts', said('SourceProblem\\('), 3],
  ['application/knowledge/import.ts', said('problem:'), 1],
];

describe('in German', () => {
  for (const [path, place, atLeast] of places)
    test(`every sentence of ${path} has words`, () => {
      const found = written(path, place);
      expect(found.length).toBeGreaterThanOrEqual(atLeast);
      expect(found.filter((one) => recordedWords(one, 'de') === one && !isCode(one))).toEqual([]);
    });

  test('every field of an article that is wrong has words', () => {
    const calls = source('adapters/articles/fields.ts').matchAll(
      /problem\((?:'(\w+)'|field), (?:'([^']+)'|`([^`]+)`)\)/g,
    );
    const sentences = [...calls].map(
      ([, field = 'title', plain, made = '']) => `${field} ${plain ?? made.replace(/\$\{[^}]+\}/g, '7')}`,
    );
    expect(sentences.length).toBeGreaterThanOrEqual(8);
    expect(sentences.filter((one) => recordedWords(`line 3: ${one}`, 'de') === `Zeile 3: ${one}`)).toEqual(
      [],
    );
  });

  test('everything that deceives in a reply has words, and so has every delicate matter', () => {
    const deceptions = ['a\u200Bb', 'p\u0430ypal', '&lt;', '[shop.example](https://other.example)'].map(
      deceptionIn,
    );
    for (const found of deceptions) {
      expect(found).toBeDefined();
      const words = recordedWords(`the reply contains ${found}`, 'de');
      expect(words).toStartWith('die Antwort ');
      expect(words).not.toMatch(/contains|letters|Latin|invisible|entity|shown/);
    }
    for (const { name } of delicateMatters)
      expect(recordedWords(`speaks of ${name}: x`, 'de')).not.toContain(name === 'money' ? ' money' : name);
  });

  test('every check has a name, also the one before all others (bug: low-confidence was shown by its code)', () => {
    expect(Object.keys(checksGerman)).toEqual(['low-confidence', ...guardrailRules]);
  });

  test('a refusal within a hand-over is said in German as well, and what it quotes stays', () => {
    const reply = {
      text: 'We will refund you.',
      citations: [{ chunkId: 'c1' }],
      channel: 'webform',
      kind: 'answer',
    } as const;
    const ground = {
      retrieved: [{ chunkId: 'c1', title: 'Labels', text: 'Choose A4 as the label size.' }],
      question: 'Where is my parcel?',
      priorCustomerTexts: [],
    };
    const verdict = checkReply(reply, ground);
    if (verdict.ok) throw new Error('the reply should have been refused');
    const evidence = `Refused replies: promise, ${verdict.rule}. Last: ${verdict.detail}`;
    const words = recordedWords(evidence, 'de');
    expect(words).toStartWith('Antworten abgelehnt von den Prüfungen: Versprechen, ');
    expect(words).toContain('we will refund you');
    expect(words).not.toMatch(/Last|commits|promises/);
  });

  test('words of people stay as they are', () => {
    for (const text of ['my lawyer will write to you', 'header', 'a report of a mail system?', ''])
      expect(recordedWords(text, 'de')).toBe(text);
  });
});

test('in English they stay as they are written', () => {
  expect(recordedWords('an absence note', 'en')).toBe('an absence note');
});
