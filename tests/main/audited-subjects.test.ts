// What findings are about is named as it is found on the screens, and never stands in the way of the report.
import { expect, test } from 'bun:test';
import type { ReportedFinding, VerifyReport } from '../../src/application/audit/verify.ts';
import type { ArticleEvent } from '../../src/domain/knowledge/events.ts';
import { type SubjectPorts, withSubjects } from '../../src/main/audited-subjects.ts';
import { firstContact, id, metadata, newCase, noon } from '../infra/sample.ts';
import { inMemory } from '../infra/worlds.ts';

const reportOf = (...findings: ReportedFinding[]): VerifyReport => ({
  ok: false,
  entries: 3,
  head: { position: '3', hash: '' },
  checkpoints: 0,
  findings,
  notes: findings,
  durationMs: 1,
});
const altered = { position: '4', kind: 'altered', detail: 'does not follow' } as const;
const gone: SubjectPorts = {
  events: { readStream: () => Promise.reject(new TypeError('this event does not read')) },
  tickets: { byId: () => Promise.resolve(undefined) },
};

inMemory('what a finding is about', (it) => {
  it('has the reference of a ticket and the id of a customer', async (world) => {
    const one = newCase();
    await world.events.append(firstContact(one));
    const [ticketId, customerId] = [one.streamId.slice('ticket-'.length), id()];
    const ticket = await world.tickets.byId(ticketId);
    const customer = `customer-${customerId}`;
    const { findings } = await withSubjects(
      world,
      reportOf(
        { ...altered, stream: one.streamId, version: 1 },
        { ...altered, stream: customer },
        { ...altered, stream: `${customer}\n` },
        altered,
      ),
    );
    expect(findings).toEqual([
      { ...altered, stream: one.streamId, version: 1, reference: ticket?.reference ?? 'none' },
      { ...altered, stream: customer, customerId },
      { ...altered, stream: `${customer}\n` },
      altered,
    ]);
  });
});

inMemory('what a finding on an article is about', (it) => {
  it('has its slug', async (world) => {
    const articleId = id();
    const stream = `article-${articleId}`;
    const events: ArticleEvent[] = [
      {
        type: 'ArticlePublished',
        data: {
          articleId,
          slug: 'blank-labels',
          title: 'Blank labels',
          category: 'technical',
          language: 'en',
          keywords: [],
          sections: [{ heading: '', text: 'Turn the roll over.' }],
          contentDigest: 'digest',
        },
      },
    ];
    await world.events.append({
      streams: [{ streamId: stream, expectedVersion: 0, events }],
      metadata,
      at: noon,
    });
    const { findings, notes } = await withSubjects(world, reportOf({ ...altered, stream }));
    expect(findings).toEqual([{ ...altered, stream, article: 'blank-labels' }]);
    expect(notes).toEqual(findings);
  });
});

test('a ticket that nobody has and an article that cannot be read are named by their stream alone', async () => {
  const report = reportOf(
    { ...altered, stream: `ticket-${id()}` },
    { ...altered, stream: `article-${id()}`, version: 2 },
  );
  expect(await withSubjects(gone, report)).toEqual({
    ...report,
    findings: [...report.findings],
    notes: [...report.notes],
  });
});
