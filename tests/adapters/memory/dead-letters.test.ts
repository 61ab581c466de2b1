import { describe, test } from 'bun:test';
import { memoryDeadLetters } from '../../../src/adapters/memory/dead-letters.ts';
import { deadLettersContract } from '../../contract/dead-letters.ts';

describe('dead letters in memory', () => {
  const letters = memoryDeadLetters();
  deadLettersContract((name, body) => test(name, () => body(letters)));
});
