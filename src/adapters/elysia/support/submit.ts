// POST /support/submit: a new question from the web form.
import { Elysia } from 'elysia';
import { Submission } from '../../../application/ticket/submission.ts';
import { bodyProblems, checkedBody } from '../checked-body.ts';
import type { Desk } from '../desk.ts';
import { describe } from '../docs/describe.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import { ReceiptView } from './views.ts';

export function submitRoute(desk: Desk, kit: Kit) {
  const file = async (submission: Submission, request: Request) => {
    const origin = request.headers.get('origin');
    const { context } = kit.exchanges.of(request);
    return accepted(await desk.submit(submission, origin === null ? context : { ...context, origin }));
  };
  const admit = ({ request }: { request: Request }) => kit.admit('submit', request);
  return new Elysia({ normalize: false }).post(
    '/support/submit',
    async ({ body, request, set }) => {
      const { reference, statusToken } = await file(body, request);
      const base = kit.options.publicUrl ?? kit.exchanges.of(request).origin;
      set.status = 201;
      set.headers['location'] = `${base}/support/tickets/${reference}`;
      set.headers['cache-control'] = 'no-store';
      const statusUrl = `${base}/status#reference=${encodeURIComponent(reference)}&token=${encodeURIComponent(statusToken)}`;
      return { reference, statusToken, statusUrl, status: 'open' as const };
    },
    {
      parse: [admit, checkedBody(Submission, kit.options.bodyDeadlineMs)],
      body: Submission,
      detail: describe({
        tag: 'Support',
        summary: 'File a question',
        description:
          'Stores the question and answers at once; the answer to the question appears on the status page. Sending the same submissionId again files nothing new and gives the same receipt.',
        answers: {
          201: {
            description: 'Stored.',
            schema: ReceiptView,
            headers: { location: 'Where the ticket is read, with the status token.' },
          },
        },
        problems: [...bodyProblems, 'identity-refused', 'submission-reused', 'rate-limited', 'unavailable'],
      }),
    },
  );
}
