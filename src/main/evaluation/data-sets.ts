// The data sets of the evaluation, read from a folder beside the project; none of them is part of it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { AbstentionData } from '../../application/evaluation/abstention.ts';
import type { LabelledQuestion } from '../../application/evaluation/draws.ts';
import { Failure } from '../failure.ts';
import { parseCsv } from './csv.ts';

/** A data set that is not on this machine. Its message says which. */
export class DataAbsent extends Error {
  override readonly name = 'DataAbsent';
  readonly code = 'data-absent';
}

/** @throws DataAbsent when there is no such file */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new DataAbsent(`${path} is not there`, { cause });
  }
}

/** @throws DataAbsent, and Failure when the file holds something else */
export async function readJson<T extends TSchema>(path: string, schema: T): Promise<Static<T>> {
  const text = await readText(path);
  try {
    return Value.Decode(schema, JSON.parse(text));
  } catch (cause) {
    throw new Failure(`${path} does not hold what it should`, 1, { cause });
  }
}

/** Rows of a CSV file with a heading line. @throws DataAbsent, and Failure when a column is missing */
async function labelled(path: string, text: string, intent: string): Promise<readonly LabelledQuestion[]> {
  const [heading = [], ...rows] = parseCsv(await readText(path));
  const [textAt, intentAt] = [heading.indexOf(text), heading.indexOf(intent)];
  if (textAt < 0 || intentAt < 0) throw new Failure(`${path} has no columns ${text} and ${intent}`);
  return rows.flatMap((row) => {
    const [question, label] = [row[textAt], row[intentAt]];
    return question && label ? [{ text: question, intent: label }] : [];
  });
}

const intents = (folder: string, file: string) => join(folder, 'intents', file);

export const banking77 = (folder: string) =>
  labelled(intents(folder, 'banking77-train.csv'), 'text', 'category');

export const bitext = (folder: string) =>
  labelled(intents(folder, 'bitext-train.csv'), 'utterance', 'intent');

const Pairs = Type.Array(Type.Tuple([Type.String(), Type.String()]));
const Validation = Type.Object({ val: Pairs, oos_val: Pairs });
const asRow = ([text, intent]: [string, string]): LabelledQuestion => ({ text, intent });

export async function clinc150(folder: string): Promise<AbstentionData> {
  const training = await readJson(intents(folder, 'clinc150-train.json'), Pairs);
  const { val, oos_val } = await readJson(intents(folder, 'clinc150-validation.json'), Validation);
  return {
    training: training.map(asRow),
    inScope: val.map(asRow),
    outOfScope: oos_val.map(([text]) => text),
  };
}

const Message = Type.Object({
  text: Type.String(),
  language: Type.String(),
  expect: Type.Union([Type.Literal('escalate'), Type.Literal('calm')]),
  reason: Type.Optional(Type.String()),
  /** Rules are made with `dev`; `test` and `held-out` are only measured. */
  split: Type.Optional(Type.Union([Type.Literal('dev'), Type.Literal('test'), Type.Literal('held-out')])),
});

/** The labelled messages of a JSON Lines file. @throws DataAbsent, and Failure naming the line that is none */
export async function escalationMessages(path: string): Promise<readonly Static<typeof Message>[]> {
  const lines = (await readText(path)).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, i) => {
    try {
      return Value.Decode(Message, JSON.parse(line));
    } catch (cause) {
      throw new Failure(`${path}: entry ${i + 1} is not a labelled message`, 1, { cause });
    }
  });
}
