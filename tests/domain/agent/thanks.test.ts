// Thanks and confirmations, and what is more than that.
import { describe, expect, test } from 'bun:test';
import { isOnlyThanks } from '../../../src/domain/agent/thanks.ts';

describe('nothing but thanks', () => {
  for (const text of [
    'Thank you, that worked!',
    'Thanks a lot, that solved it for me',
    'thx',
    'Perfect, it works now. Cheers!',
    'Thank you very much for your quick help.\n\nBest regards\nAda Marsh',
    'Solved, you can close the ticket.',
    'Danke, funktioniert jetzt!',
    'That did the trick 👍',
  ])
    test(text, () => expect(isOnlyThanks(text)).toBe(true));
});

describe('more than thanks', () => {
  for (const text of [
    'Thanks, but it still does not work',
    'Thank you. How do I print a label?',
    'Thanks for nothing',
    'It is not solved',
    'Thanks, and please cancel my order',
    'ok',
    'Does it work now?',
    'Thank you for ruining my business',
    'Nothing works, thanks a lot',
    'Great, another problem: Thanks',
    '',
    `${'thanks '.repeat(100)}`,
  ])
    test(text.slice(0, 50) || 'nothing', () => expect(isOnlyThanks(text)).toBe(false));
});
