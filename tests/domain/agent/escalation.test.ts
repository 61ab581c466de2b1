// The escalation policy on the labelled set, and on questions of a public set that mostly need no human.
import { describe, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { screen } from '../../../src/domain/agent/policy.ts';
import { asText, figuresOf, labelledMessages, share } from './escalation-set.ts';

const messages = labelledMessages();
const of = (split: string) => messages.filter((message) => message.split === split);

describe('the labelled set', () => {
  test('has at least 400 messages, two in five of them calm, a fifth or more held out', () => {
    expect(messages.length).toBeGreaterThanOrEqual(400);
    const calm = messages.filter((message) => message.expect === 'calm').length;
    expect(calm / messages.length).toBeGreaterThanOrEqual(0.4);
    expect(of('test').length / messages.length).toBeGreaterThanOrEqual(0.2);
  });
  test('names a reason where a human is wanted, and only there', () => {
    for (const { expect: wanted, reason } of messages)
      expect(reason !== undefined).toBe(wanted === 'escalate');
  });
  test('has every message once', () =>
    expect(new Set(messages.map(({ text }) => text.toLowerCase())).size).toBe(messages.length));
  test('has every language in both parts, hot and calm', () => {
    const kinds = new Set(messages.map((m) => `${m.language} ${m.split} ${m.expect}`));
    expect(kinds.size).toBe(7 * 2 * 2);
  });
});

const blind = [
  'escalation-held-out.jsonl',
  'escalation-third-look.jsonl',
  'escalation-fourth-look.jsonl',
  'escalation-fifth-look.jsonl',
];
for (const name of blind)
  test(`${name} shares no message with the other sets, and is held out as a whole`, () => {
    const heldOut = labelledMessages(name);
    const known = new Set(messages.map(({ text }) => text.toLowerCase()));
    expect(heldOut.filter(({ text }) => known.has(text.toLowerCase()))).toEqual([]);
    expect(heldOut.filter(({ split }) => split !== 'held-out')).toEqual([]);
    expect(messages.filter(({ split }) => split === 'held-out')).toEqual([]);
  });

describe('the policy', () => {
  for (const split of ['dev', 'test'])
    test(`finds 95 % of what needs a human, and 85 % of what it finds does: ${split}`, () => {
      const { hits, misses, falseAlarms, rightReasons } = figuresOf(of(split));
      const recall = share(hits, hits + misses);
      const precision = share(hits, hits + falseAlarms);
      const reasons = share(rightReasons, hits);
      console.log(
        `escalation ${split}: recall ${asText(recall)}, precision ${asText(precision)}, right reason ${asText(reasons)}, ${of(split).length} messages`,
      );
      expect(recall[0]).toBeGreaterThanOrEqual(0.95);
      expect(precision[0]).toBeGreaterThanOrEqual(0.85);
      expect(reasons[0]).toBeGreaterThanOrEqual(0.85);
    }, 30_000);
});

const folder = new URL('../../../../shared/data/intents/', import.meta.url);
const files = ['bitext-train.csv', 'bitext-dev.csv'].map((name) => new URL(name, folder));

/** The utterance is the first field; a quote inside a quoted one is doubled. */
function utterances(csv: string): readonly string[] {
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const quoted = /^"((?:[^"]|"")*)"/.exec(line)?.[1];
      return quoted?.replaceAll('""', '"') ?? line.split(',')[0] ?? '';
    });
}

test('fewer than a quarter of a public set of support questions go to a human', () => {
  if (!files.every((file) => existsSync(file))) {
    console.log('escalation on Bitext questions: NOT MEASURED, ../shared/data/intents is absent');
    return;
  }
  const asked = files.flatMap((file) => utterances(readFileSync(file, 'utf8')));
  expect(asked.length).toBeGreaterThan(7_000);
  const escalated = asked.filter((text) => 'escalate' in screen([{ text }])).length;
  const rate = share(escalated, asked.length);
  console.log(`escalation on Bitext questions: ${asText(rate)} of ${asked.length}`);
  expect(rate[0]).toBeLessThan(0.25);
}, 120_000);
