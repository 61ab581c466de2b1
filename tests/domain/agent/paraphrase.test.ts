// Honest answers in a writer's own words: the guardrails may be strict, but not so strict that nothing gets through.

import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArticle } from '../../../src/adapters/articles/read-articles.ts';
import { sha256Hex } from '../../../src/adapters/node-crypto/hashes.ts';
import { checkReply } from '../../../src/domain/agent/guardrails.ts';

const folder = join(import.meta.dir, '../../../demo/knowledge');

function passagesOf(slug: string) {
  const file = `${slug}.md`;
  const { title, sections } = parseArticle(file, readFileSync(join(folder, file)), sha256Hex);
  return sections.map(({ heading, text }, i) => ({ chunkId: `${slug}#${i}`, title, heading, text }));
}

const answers: readonly (readonly [slug: string, question: string, answer: string])[] = [
  [
    'lost-parcel',
    'My buyer has not got her parcel and there was no scan for a week. What now?',
    'Since there has been no scan for 5 working days, you can start a search: open the order and press More > Report missing. The carrier answers within 5 working days, and you see the result on the order.',
  ],
  [
    'lost-parcel',
    'When does a parcel inside the UK count as lost?',
    'Within the United Kingdom a parcel counts as lost 10 working days after its expected delivery day. From then on you can make a claim under Shipping > Claims > New claim.',
  ],
  [
    'lost-parcel',
    'Tracking says delivered but the buyer has nothing.',
    'Please check the proof of delivery in the Parcels box first. If your buyer still has nothing, ask for a short signed statement and choose "Marked delivered, not received" in the claim.',
  ],
  [
    'change-your-plan',
    'How do I go from Starter to Growth?',
    'You can upgrade at any time under Settings > Billing > Plan, as Owner or Admin. The upgrade works immediately, and you pay only the difference for the rest of the billing period.',
  ],
  [
    'change-your-plan',
    'I want to downgrade. When does it happen?',
    'A downgrade takes effect on your next renewal date; you keep the larger plan until then. Make sure that your account fits into the smaller plan before that date.',
  ],
  [
    'api-keys',
    'Where do I get an API key?',
    'API keys are available on Growth and Scale. As Owner or Admin, open Settings > Integrations > API keys, press New key and copy it at once: it is shown only once.',
  ],
  [
    'api-keys',
    'My key leaked on github, help',
    'Press Revoke on that key: it stops working within a few seconds. Then create a new key, and keep it out of apps, web pages and public repositories.',
  ],
  [
    'book-a-collection',
    'Can somebody pick up my parcels today?',
    'Brightvan and Tidegate collect from your door. For a collection on the same day, book by 12:00 under Shipping > Collections; later bookings are for the next working day.',
  ],
  [
    'book-a-collection',
    'What does a collection cost?',
    'A collection is free for 3 parcels or more. For 1 or 2 parcels it costs £3.50, which is taken from your label balance.',
  ],
  [
    'free-trial',
    'Can I have a longer trial?',
    'Yes, once: you can extend your trial by 7 days. Open Settings > Billing > Trial and press "Extend by 7 days". The button appears during the last 5 days of the trial.',
  ],
  [
    'correct-delivery-address',
    'I printed a label with the wrong address. What can I do?',
    'As long as there was no scan yet, open the order and press Void label, then correct the address, save it and print a new label. Destroy the old label, please.',
  ],
  [
    'correct-delivery-address',
    'The parcel is on its way with Kestrel Post, I need another address.',
    'I am sorry, but with Kestrel Post no change is possible on the way. The parcel is either delivered or comes back to your sender address, usually within 15 working days.',
  ],
];

test.each(answers)('an answer from %s to “%s” passes', (slug, question, text) => {
  const retrieved = passagesOf(slug);
  const citations = retrieved.map(({ chunkId }) => ({ chunkId }));
  const verdict = checkReply(
    { text, citations, channel: 'webform', kind: 'answer' },
    { retrieved, question, priorCustomerTexts: [] },
  );
  expect(verdict).toEqual({ ok: true });
});
