import { describe, expect, test } from 'bun:test';
import { defaultPolicy } from '../../../src/domain/knowledge/confidence.ts';
import { type FoundText, judge } from '../../../src/domain/knowledge/judge.ts';
import { readQuestion } from '../../../src/domain/knowledge/question.ts';
import { vocabularyOf } from '../../../src/domain/knowledge/vocabulary.ts';

const sure = { coverage: 1, similarity: 0.5 };
const twoFactor: FoundText = {
  ...sure,
  title: 'Turn on two-factor authentication',
  heading: 'Set it up',
  keywords: '2FA, authenticator',
  text: 'Open My profile and press Turn on. The old codes stop working.',
};
const shop: FoundText = {
  ...sure,
  title: 'Connect your Woodcart shop',
  heading: 'Connect',
  keywords: 'plugin, account, seller',
  text: 'Install the plugin, then connect the shop with your seller account.',
};
const close: FoundText = {
  ...sure,
  title: 'Close and delete your account',
  heading: 'What happens to your data',
  keywords: 'erase',
  text: 'For 14 days the account is only suspended.',
};
const cancel: FoundText = {
  ...sure,
  title: 'Cancel your subscription',
  heading: 'Cancel',
  keywords: 'plan, stop',
  text: 'Press Cancel subscription. It can also be paused.',
};
const codes: FoundText = {
  ...sure,
  title: 'Error codes',
  heading: 'All',
  keywords: '429',
  text: 'PRN-201: start it.',
};
const limits: FoundText = {
  ...sure,
  title: 'Limits',
  heading: 'Exceeded',
  keywords: '',
  text: 'You receive 429.',
};
const all = [twoFactor, shop, close, cancel, codes, limits];
const vocabulary = vocabularyOf(all.map((p) => [p.title, p.heading, p.keywords, p.text].join('\n')));
const judged = (text: string, ...found: readonly FoundText[]) => judge(readQuestion(text, vocabulary), found);

describe('a passage that the measures are sure of answers', () => {
  for (const [text, passage] of [
    ['How do I turn on two-factor authentication?', twoFactor],
    ['How do I connect my Woodcart shop?', shop],
    ['How can I delete my account?', close],
    ['how do I cancle the subscribtion', cancel],
    ['What is PRN-201?', codes],
  ] as const)
    test(text, () => expect(judged(text, passage).sufficient).toBe(true));
});

describe('a passage about something near does not, however sure the measures are', () => {
  for (const [text, passage] of [
    ['How do I turn off two-factor authentication?', twoFactor],
    ['How do I disable two-factor authentication?', twoFactor],
    ['How do I connect my Amazon seller account?', shop],
    ['Can I connect with Shopify?', shop],
    ['Can a minor open an account?', close],
    ['My account got suspended, why?', close],
    ['I do not want to cancel my subscription, only pause it', cancel],
    ['What is PRN-999?', codes],
    ['What does error code 429 mean?', codes],
    ['WHY IS NOTHING WORKING???!!! ANSWER ME NOW', shop],
    ['Thank you, that worked!', close],
    ['account?', close],
  ] as const)
    test(text, () => {
      const { confidence, sufficient } = judged(text, passage);
      expect(confidence).toBeGreaterThan(defaultPolicy.threshold);
      expect(sufficient).toBe(false);
    });
});

test('a passage with the code that was asked for comes first', () => {
  const { passages, sufficient } = judged('What does error code 429 mean?', codes, limits);
  expect([passages, sufficient]).toEqual([[limits, codes], true]);
});

test('what the measures doubt is not enough, and nothing is nothing', () => {
  expect(
    judged('How do I connect my Woodcart shop?', { ...shop, coverage: 0.2, similarity: 0 }).sufficient,
  ).toBe(false);
  expect(judged('How do I connect my Woodcart shop?')).toEqual({
    passages: [],
    confidence: 0,
    sufficient: false,
  });
});
