// What a verification found, each with a way to the ticket, customer or article it is about.
import { useWords } from '../staff/language.ts';
import { Link } from '../staff/route.tsx';
import { useRecorded } from '../staff/use-recorded.ts';
import type { Verification } from './contract.ts';
import { auditWords } from './words.ts';

type Finding = Verification['findings'][number];

export function Findings({ findings }: Pick<Verification, 'findings'>) {
  const w = useWords(auditWords);
  const recorded = useRecorded();
  return (
    <div className="audit-scroll audit-signed">
      <table>
        <caption className="unseen">{w.findings}</caption>
        <thead>
          <tr>
            <th scope="col">{w.findingPosition}</th>
            <th scope="col">{w.findingKind}</th>
            <th scope="col">{w.findingSubject}</th>
            <th scope="col">{w.findingDetail}</th>
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <tr key={`${finding.position} ${finding.kind} ${finding.detail}`}>
              <td>{finding.position ?? '–'}</td>
              <td>{w.kinds[finding.kind as keyof typeof w.kinds] ?? finding.kind}</td>
              <td>
                <Subject finding={finding} />
              </td>
              <td>
                <bdi>{recorded(finding.detail)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The event itself where it has a version: its place on the timeline shows the position. */
function Subject({ finding }: { readonly finding: Finding }) {
  const w = useWords(auditWords);
  const { stream, version, reference, customerId, article } = finding;
  const at = version === undefined ? '' : `, ${w.version(version)}`;
  if (reference !== undefined)
    return (
      <Link to={`/audit/${reference}${version === undefined ? '' : `?version=${version}`}`}>
        <span className="reference">{reference}</span>
        {at}
      </Link>
    );
  if (customerId !== undefined)
    return <Link to={`/audit?customer=${customerId}`}>{w.findingCustomer + at}</Link>;
  if (article !== undefined)
    return (
      <Link to={`/knowledge/${encodeURIComponent(article)}`}>
        <bdi>{w.findingArticle(article)}</bdi>
        {at}
      </Link>
    );
  return <bdi>{stream === undefined ? '–' : stream + at}</bdi>;
}
