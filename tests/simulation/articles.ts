// The few articles of the simulated desk.
import { changeArticle } from '../../src/application/knowledge/change-article.ts';
import { sleeplessClock } from '../sleepless-clock.ts';
import type { World } from './world.ts';

const articles = [
  {
    slug: 'label-printing-problems',
    title: 'Label printing problems',
    heading: 'Blank labels',
    text: 'If labels come out blank, turn the roll over: the printable side faces up. Then print a test label. What you can try after changing the roll: print again.',
  },
  {
    slug: 'cancel-an-order',
    title: 'Cancel an order',
    heading: 'Before it is packed',
    text: 'An order that is not packed yet can be cancelled: open the order and press Cancel order. The stock goes back at once.',
  },
  {
    slug: 'change-an-address',
    title: 'Change the address of an order',
    heading: 'Open orders',
    text: 'The address of an open order can be changed: open the order and press Change address. There is no other way.',
  },
];

/** Publishes them before anything goes wrong. */
export async function publishArticles({ database, ids, time }: World): Promise<void> {
  const clock = sleeplessClock(() => Math.floor(time.now()));
  for (const { slug, title, heading, text } of articles) {
    const articleId = ids.next();
    const revision = {
      articleId,
      slug,
      title,
      category: 'technical' as const,
      language: 'en',
      keywords: [],
      sections: [{ heading, text }],
      contentDigest: slug,
    };
    const metadata = { correlationId: articleId, actor: { kind: 'system' as const } };
    await changeArticle(
      { events: database.events, clock },
      articleId,
      { command: 'Publish', revision },
      metadata,
    );
  }
}
