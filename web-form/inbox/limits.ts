// How much a reply has and may have, before it is sent: counted as its channel counts.
import { countWords, whatsappPart, whatsappPreferred } from '../../src/domain/conversation/limits.ts';
import { countGraphemes, splitForPhone } from '../../src/domain/conversation/split.ts';
import type { ReplyWay } from './contract.ts';

export interface Measure {
  /** As a reader counts them; UTF-16 units where the text is far too long to be counted at every key. */
  readonly characters: number;
  readonly words: number;
  /** Messages that it goes out as. */
  readonly parts: number;
  /** What it breaks; undefined when it may be sent. */
  readonly over: 'characters' | 'words' | 'parts' | 'template' | undefined;
  /** By how much. */
  readonly by: number;
  /** Longer than what reads well. */
  readonly long: boolean;
}

/** Beyond this nothing is counted exactly: no reply is that long. */
const countable = 40_000;
/** UTF-16 units that fit into a template. */
const templateText = 900;

/** Measures a reply by the limits of its channel. Without a limit for something that something is never over. */
export function measure(text: string, { channel, limits, window, template }: ReplyWay): Measure {
  const trimmed = text.trim();
  const huge = trimmed.length > countable;
  const characters = huge ? trimmed.length : countGraphemes(trimmed);
  const words = huge ? 0 : countWords(trimmed);
  const parts = huge || channel !== 'whatsapp' || trimmed === '' ? 1 : partsOf(trimmed);
  const found = { characters, words, parts };
  const long = limits.preferredCharacters !== undefined && characters > limits.preferredCharacters;
  if (template === true && window?.open === false) {
    const by = trimmed.replace(/\s+/g, ' ').length - templateText;
    return { ...found, long, ...(by > 0 ? { over: 'template' as const, by } : fits) };
  }
  // The desk counts in UTF-16 units, which are at least as many as the characters that are seen.
  const excess = [
    ['characters', trimmed.length - limits.characters],
    ['words', words - (limits.words ?? words)],
    ['parts', parts - (limits.parts ?? parts)],
  ] as const;
  const broken = excess.find(([, by]) => by > 0);
  return { ...found, long, ...(broken ? { over: broken[0], by: broken[1] } : fits) };
}

const fits = { over: undefined, by: 0 };

function partsOf(text: string): number {
  return splitForPhone(text, { preferred: whatsappPreferred, hard: whatsappPart }).length;
}

export interface WindowLeft {
  readonly state: 'open' | 'soon' | 'closed';
  /** Minutes, rounded down; 0 when closed. */
  readonly minutes: number;
}

const soonMinutes = 120;

/** What is left of the time in which free text reaches a customer on WhatsApp. Undefined where there is no such limit. */
export function windowLeft(way: ReplyWay, now: number): WindowLeft | undefined {
  if (!way.window) return undefined;
  const closesAt = Date.parse(way.window.closesAt ?? '');
  const minutes = Math.floor((closesAt - now) / 60_000);
  if (!way.window.open || !(minutes >= 0)) return { state: 'closed', minutes: 0 };
  return { state: minutes < soonMinutes ? 'soon' : 'open', minutes };
}
