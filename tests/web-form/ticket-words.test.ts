// What a ticket's status and a message's outcome are called: the same in every room of the staff, in every language.
import { describe, expect, test } from 'bun:test';
import { german as auditGerman } from '../../web-form/audit/words-de.ts';
import { english as auditEnglish } from '../../web-form/audit/words-en.ts';
import { german as inboxGerman } from '../../web-form/inbox/words-de.ts';
import { english as inboxEnglish } from '../../web-form/inbox/words-en.ts';
import { german as overviewGerman } from '../../web-form/overview/words-de.ts';
import { english as overviewEnglish } from '../../web-form/overview/words-en.ts';

const languages = {
  en: { audit: auditEnglish, inbox: inboxEnglish, overview: overviewEnglish },
  de: { audit: auditGerman, inbox: inboxGerman, overview: overviewGerman },
};

describe.each(Object.entries(languages))('in %s', (_, { audit, inbox, overview }) => {
  test('a status and a reason are called the same in the inbox and in the audit room', () => {
    expect(audit.statuses).toEqual(inbox.status);
    expect(audit.reasons).toEqual(inbox.reason);
  });

  test('what was handed over, suppressed or answered is called the same in the overview and on the queues', () => {
    const { answered, escalated, suppressed, unanswered } = overview.messages;
    const { pending, open } = inbox.status;
    expect([answered, escalated, suppressed, unanswered]).toEqual([
      pending,
      inbox.queue.escalated,
      inbox.queue.suppressed,
      open,
    ]);
    expect(inbox.status.escalated).toBe(inbox.queue.escalated);
    expect(overview.columns.escalated).toBe(escalated);
  });
});
