// What the stub of the desk answers with: responses, messages, an article.
import type { Message } from '../../web-form/client/contract.ts';

export const json = (body: unknown, init: { status?: number; headers?: Record<string, string> } = {}) =>
  new Response(JSON.stringify(body), {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });

export const problem = (status: number, extra: object = {}, headers: Record<string, string> = {}) =>
  new Response(
    JSON.stringify({
      type: 'about:blank',
      title: 'Refused',
      status,
      detail: '',
      instance: 'request-1',
      ...extra,
    }),
    {
      status,
      headers: { 'content-type': 'application/problem+json', ...headers },
    },
  );

export function messageOf(place: number, message: Partial<Message>): Message {
  return {
    id: `message-${place}`,
    author: 'agent',
    kind: 'answer',
    channel: 'webform',
    text: '',
    at: new Date().toISOString(),
    citations: [],
    state: 'sent',
    ...message,
  };
}

export const article = {
  slug: 'label-printing-problems',
  title: 'Label printing problems',
  category: 'shipping',
  sections: [
    { heading: '', text: 'Most printing trouble is a matter of paper size or of a sleeping print helper.' },
    {
      heading: 'Blank pages',
      text: 'A blank label means the printer got the page but not the picture.\n\n1. Turn the printer off and on.\n2. Open Settings > Printing and choose 100 x 150 mm.\n3. Print the test page.\n\nStill blank? Check that the ribbon is in place.',
    },
    {
      heading: 'Streaks and faint print',
      text: '- Clean the print head with the pen in the box.\n- Lower the speed to 3 inches a second.',
    },
  ],
};
