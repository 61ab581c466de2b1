// An export as a page that a person can read: one file, nothing in it is loaded from anywhere or run.
import type { ExportedTicket, PersonExport } from './export.ts';

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ccc}
article{border-left:4px solid #888;padding:.2rem 1rem;margin:.7rem 0}article.customer{border-color:#0b5}
p.text{white-space:pre-wrap;overflow-wrap:anywhere;margin:.3rem 0}code,td{overflow-wrap:anywhere}small{color:#555}`;

/** For text and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const cell = (value: string | number | null) =>
  `<td>${escapeHtml(value === null ? '–' : String(value))}</td>`;

function table(heads: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  if (rows.length === 0) return '<p>None.</p>';
  const head = heads.map((one) => `<th scope="col">${escapeHtml(one)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** @returns a whole document */
export function personHtml(person: PersonExport): string {
  const { exportedAt, customerId, name, identifiers, consents, tickets, files, events, reads } = person;
  const history = [...events, ...tickets.flatMap((ticket) => ticket.events)];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What the support desk knows about ${escapeHtml(name ?? 'you')}</title>
<style>${style}</style>
</head>
<body>
<h1>What the support desk knows about ${escapeHtml(name ?? 'you')}</h1>
<p>Made on ${escapeHtml(exportedAt)} for the customer <code>${escapeHtml(customerId)}</code>.${person.isErased ? ' The customer was erased.' : ''}</p>
<h2>What you are known by</h2>
${table(
  ['kind', 'value', 'how far it is proven'],
  identifiers.map((one) => [one.kind, one.value, one.evidence]),
)}
<h2>What you said about being written to</h2>
${table(
  ['time', 'channel', 'address', 'wish'],
  consents.map((one) => [one.at, one.channel, one.address, one.wish]),
)}
<h2>Conversations</h2>
${tickets.length === 0 ? '<p>None.</p>' : tickets.map(conversation).join('\n')}
<h2>Messages as they came, and files</h2>
${table(
  ['stored', 'channel', 'type', 'bytes', 'state'],
  files.map((file) => [file.storedAt, file.channel, file.mediaType, file.bytes, file.state]),
)}
<h2>Who looked at it</h2>
${table(
  ['time', 'who', 'role', 'what'],
  reads.map((read) => [read.at, read.staff, read.role, read.what]),
)}
<h2>Everything that was recorded</h2>
${table(
  ['time', 'place in the ledger', 'what happened', 'details'],
  history.map((event) => [event.at, event.position, event.type, JSON.stringify(event.data)]),
)}
</body>
</html>
`;
}

function conversation({ reference, subject, status, openedAt, messages }: ExportedTicket): string {
  const said = messages.map(
    (one) => `<article class="${one.author === 'customer' ? 'customer' : 'desk'}">
<small>${escapeHtml(`${one.at} · ${one.senderName ?? one.author} · ${one.channel} · ${one.state}`)}</small>
<p class="text">${escapeHtml(one.text)}</p>
</article>`,
  );
  return `<section>
<h3>${escapeHtml(`${reference}: ${subject}`)}</h3>
<small>${escapeHtml(`opened ${openedAt}, ${status}`)}</small>
${said.join('\n')}
</section>`;
}
