// What the findings of a verification are about, as it is found on the screens: a ticket, a customer, an article.
import type { FindingView } from '../adapters/elysia/audit/views.ts';
import type { EventReads } from '../application/audit/reading.ts';
import type { ReportedFinding, VerifyReport } from '../application/audit/verify.ts';
import { versionsOf } from '../application/knowledge/article-history.ts';
import type { TicketDirectory } from '../application/ticket/ticket-directory.ts';

export interface SubjectPorts {
  readonly events: EventReads;
  readonly tickets: Pick<TicketDirectory, 'byId'>;
}

type Subject = Pick<FindingView, 'reference' | 'customerId' | 'article'>;

const streamForm = /^(ticket|customer|article)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The report with the names that lead to what each finding is about. @throws StoreUnavailable */
export async function withSubjects(ports: SubjectPorts, report: VerifyReport) {
  const named = async (found: readonly ReportedFinding[]) => {
    const views: FindingView[] = [];
    for (const one of found) views.push({ ...one, ...(await subjectOf(ports, one)) });
    return views;
  };
  return { ...report, findings: await named(report.findings), notes: await named(report.notes) };
}

async function subjectOf(ports: SubjectPorts, { stream = '' }: ReportedFinding): Promise<Subject> {
  const [, kind, id = ''] = streamForm.exec(stream) ?? [];
  if (kind === 'customer') return { customerId: id };
  const name = kind === 'ticket' ? (await ports.tickets.byId(id))?.reference : undefined;
  if (name !== undefined) return { reference: name };
  const slug = kind === 'article' ? await slugOf(ports.events, stream) : undefined;
  return slug === undefined ? {} : { article: slug };
}

/** An article that was altered may not be readable any more: the finding then names its stream alone. */
async function slugOf(events: EventReads, stream: string): Promise<string | undefined> {
  try {
    return versionsOf(await events.readStream(stream))[0]?.content.slug;
  } catch {
    return undefined;
  }
}
