// Verifies what Ledgerdesk hands to auditors: an export of the ledger, or a bundle about a ticket or a period.
//
//   node verify.mjs [EXPORT.jsonl | BUNDLE-FOLDER] [PUBLIC-KEY.pem [CHECKPOINTS.jsonl]]
//
// Without a path it verifies the folder that it lies in. Needs Node.js 20 or newer (or Bun) and nothing else: no package, no
// network, no desk. Take the public key, the checkpoints you kept and this file from somewhere else than what you verify.
// Ends with 0 when everything holds, 1 when something does not, 2 when it could not be judged.
import { createHash, createPublicKey, verify as hasSigned } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

class Finding extends Error {}
class Unjudged extends Error {}
const found = (text) => {
  throw new Finding(text);
};

const sha256 = (data) => createHash('sha256').update(data).digest();

// RFC 8785: names sorted by UTF-16 code units, no white space, strings and numbers as ECMAScript writes them.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

// The link: 32 bytes of the hash before, then 32 bytes of the digest of the stored row.
const linked = (before, digest) =>
  sha256(Buffer.concat([Buffer.from(before, 'hex'), digest])).toString('hex');

const isHash = (text) => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
const isPosition = (text) => typeof text === 'string' && /^(0|[1-9]\d{0,18})$/.test(text);

// --- What is read -------------------------------------------------------------------------------------------------------

// A file as it is; of a folder its header, its entries by name, its checkpoints.
function filesIn(path) {
  if (!existsSync(path)) throw new Unjudged(`${path} is not there`);
  if (!statSync(path).isDirectory()) return [path];
  if (!existsSync(join(path, 'header.json'))) throw new Unjudged(`${path} holds no header.json`);
  const folder = join(path, 'entries');
  const entries = existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => join(folder, name))
    : [];
  return [join(path, 'header.json'), ...entries, join(path, 'checkpoints.jsonl')].filter((file) =>
    existsSync(file),
  );
}

function parsed(text, where) {
  let line;
  try {
    line = JSON.parse(text);
  } catch {
    found(`${where} is not JSON`);
  }
  // A second value under the same name, or another spelling of a number, would show readers something that is not hashed.
  if (JSON.stringify(line) !== text) found(`${where} is not written as the desk writes it`);
  if (line === null || typeof line !== 'object' || Array.isArray(line)) found(`${where} is not an object`);
  return line;
}

async function* linesOf(files, read = parsed) {
  for (const file of files) {
    let number = 0;
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1;
      if (text !== '') yield [read(text, `${file}:${number}`), `${file}:${number}`];
    }
  }
}

// --- What is judged -----------------------------------------------------------------------------------------------------

const formats = { 'ledgerdesk-export': 1, 'ledgerdesk-bundle': 1 };

function begin(header) {
  if (header.kind !== 'header' || !Object.hasOwn(formats, header.format))
    throw new Unjudged('this is neither an export nor a bundle');
  if (header.version !== formats[header.format])
    throw new Unjudged(`version ${header.version} of ${header.format} is newer than this verifier`);
  const whole = header.format === 'ledgerdesk-export';
  return {
    header,
    whole,
    subject: whole ? { kind: 'ledger' } : (header.subject ?? {}),
    // Where the chain stands; a part of the ledger says first where it begins.
    at: whole ? { position: 0n, hash: '0'.repeat(64) } : undefined,
    // Position -> hash, of every position that was recomputed, and of those where a part begins: at any hash it likes.
    hashes: new Map(),
    begins: new Map(),
    // Positions of rows, in order, and the last version of each stream.
    rows: [],
    // When the first and the latest of them were stored.
    since: undefined,
    latest: undefined,
    versions: new Map(),
    // How many checkpoints were seen, and the positions of those that lie on the chain: none is kept.
    checkpoints: 0,
    covering: new Set(),
  };
}

function takeFrom(state, { position, hash }, where) {
  if (state.whole) found(`${where}: a whole ledger begins nowhere but at its beginning`);
  if (!isPosition(position) || !isHash(hash)) found(`${where} does not say where the part begins`);
  if (state.at && BigInt(position) < state.at.position) found(`${where}: the parts are not in order`);
  if (position === '0' && hash !== '0'.repeat(64)) found('position 0 has another hash than 32 zero bytes');
  const before = state.hashes.get(BigInt(position)) ?? hash;
  if (before !== hash) found(`position ${position} has two hashes`);
  state.begins.set(BigInt(position), hash);
  state.at = { position: BigInt(position), hash };
}

function takeLink(state, line, where) {
  const { position, hash } = line;
  if (state.checkpoints > 0) found(`${where}: what is signed has to come before the checkpoints`);
  if (!state.at) found(`${where}: nothing says where the part begins`);
  if (!isPosition(position) || !isHash(hash)) found(`${where} has no position or no hash`);
  const expected = state.at.position + 1n;
  if (BigInt(position) !== expected) found(`position ${expected} is missing; ${position} follows`);
  const digest = line.kind === 'entry' ? digestOf(state, line) : Buffer.from(line.digest ?? '', 'hex');
  if (digest.length !== 32) found(`position ${position} names an event that is not in the log`);
  if (linked(state.at.hash, digest) !== hash) found(`position ${position} was altered`);
  state.at = { position: expected, hash };
  state.hashes.set(expected, hash);
}

function digestOf(state, { position, row }) {
  if (!row) found(`position ${position} names an event that is not in the log`);
  const { streamId, version, type, data, recordedAt } = row;
  const { kind, ticketId, reference } = state.subject;
  if (kind === 'ticket' && streamId !== `ticket-${ticketId}`)
    found(`position ${position} is not of the ticket`);
  if (kind === 'ticket' && type === 'TicketOpened' && data?.reference !== reference)
    found(`the header names ticket ${reference}; position ${position} opened ${data?.reference}`);
  // A part may begin in the middle of a stream, but not of the one it is about.
  const before = state.versions.get(streamId) ?? (kind === 'period' ? version - 1 : 0);
  if (version !== before + 1)
    found(`position ${position}: version ${version} of ${streamId} follows ${before}`);
  state.versions.set(streamId, version);
  state.rows.push(BigInt(position));
  state.latest = Date.parse(recordedAt);
  state.since ??= state.latest;
  return sha256(canonical(row));
}

function take(state, line, where, key) {
  if (line.kind === 'from') takeFrom(state, line, where);
  else if (line.kind === 'entry' || line.kind === 'digest') takeLink(state, line, where);
  else if (line.kind === 'checkpoint') takeCheckpoint(state, line.checkpoint, where, key);
  else found(`${where} is a line of an unknown kind`);
}

// What a bundle says of itself has to be what is in it.
function judgeSubject({ subject, rows, versions, since, latest }) {
  if (subject.kind === 'ticket') {
    const last = versions.get(`ticket-${subject.ticketId}`) ?? 0;
    if (last !== subject.events) found(`the ticket has ${subject.events} events and ${last} are here`);
  } else if (subject.kind === 'period') {
    const wanted = BigInt(subject.last) - BigInt(subject.first) + 1n;
    if (
      rows[0] !== BigInt(subject.first) ||
      rows.at(-1) !== BigInt(subject.last) ||
      BigInt(rows.length) !== wanted
    )
      found(`positions ${subject.first} to ${subject.last} are not all here`);
    if (!(since >= Date.parse(subject.from) && latest < Date.parse(subject.until)))
      found(`what is here was not stored from ${subject.from} until ${subject.until}`);
  } else if (subject.kind !== 'ledger')
    throw new Unjudged('the header does not say what the bundle is about');
}

function judgeKey({ header }, { id }) {
  if (header.keyId !== id) found(`the header names the key ${header.keyId}; the key that was given is ${id}`);
}

// Each as it is read, after the whole chain: it has to be signed, and one that lies on the chain has to fit it.
function takeCheckpoint(state, checkpoint, where, key) {
  const { whole, at, hashes, begins, covering } = state;
  judgeKey(state, key);
  if (checkpoint === null || typeof checkpoint !== 'object') found(`${where} is not a checkpoint`);
  const { signature, ...signed } = checkpoint;
  const { position, hash } = signed;
  if (!isPosition(position)) found(`${where}: a checkpoint has no position`);
  const bytes = Buffer.from(String(signature), 'base64');
  if (!hasSigned(null, Buffer.from(canonical(signed)), key.public, bytes) || signed.keyId !== key.id)
    found(`${where}: the checkpoint at ${position} has a false signature`);
  const here = hashes.get(BigInt(position)) ?? begins.get(BigInt(position));
  if (here !== undefined && here !== hash) found(`position ${position} was signed with another hash`);
  if (whole && BigInt(position) > (at?.position ?? 0n))
    found(`the export ends at ${at?.position ?? 0n}; a checkpoint was signed at ${position}`);
  if (here !== undefined) covering.add(BigInt(position));
  state.checkpoints += 1;
}

// A row is covered when the chain goes on from it without a gap to a signed position.
function uncovered({ rows, hashes, covering }) {
  const signed = [...covering].sort((a, b) => (a < b ? -1 : 1));
  let next = 0;
  let isJoined = -1n;
  return rows.filter((position) => {
    while (next < signed.length && signed[next] < position) next += 1;
    const end = signed[next];
    if (end === undefined) return true;
    for (let step = isJoined < position ? position : isJoined; step < end; step += 1n)
      if (!hashes.has(step + 1n)) return true;
    isJoined = end;
    return false;
  });
}

function keyFrom(text) {
  const key = createPublicKey(text);
  if (key.asymmetricKeyType !== 'ed25519') throw new Unjudged('the public key is not an Ed25519 key');
  const id = sha256(key.export({ type: 'spki', format: 'der' })).toString('hex');
  return { public: key, id: id.slice(0, 16) };
}

// Checkpoints that somebody kept, one a line; of an export only the lines with one count.
async function takeKept(state, file, key) {
  for await (const [line, where] of linesOf([file], kept))
    if ((line.kind ?? 'checkpoint') === 'checkpoint')
      takeCheckpoint(state, line.checkpoint ?? line, where, key);
}

function kept(text, where) {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new Unjudged(`${where} is not JSON`);
  }
}

async function judge(path, keyFile, checkpointFile) {
  let state;
  let key;
  for await (const [line, where] of linesOf(filesIn(path))) {
    if (state) take(state, line, where, key);
    else {
      state = begin(line);
      key = keyFrom(keyFile ? readFileSync(keyFile) : state.header.publicKey);
    }
  }
  if (!state) throw new Unjudged('there is nothing in it');
  judgeSubject(state);
  judgeKey(state, key);
  if (checkpointFile) await takeKept(state, checkpointFile, key);
  return { ...state, bare: uncovered(state) };
}

// --- What is said -------------------------------------------------------------------------------------------------------

const say = (text) => process.stdout.write(`${text}\n`);
const complain = (text) => process.stderr.write(`${text}\n`);

function about({ subject, rows }) {
  if (subject.kind === 'ticket') {
    say(`about: ticket ${subject.reference}, its events 1 to ${subject.events} and none left out in between`);
    say('whether more happened on it after these events is not in a part of the ledger');
  } else if (subject.kind === 'period') {
    say(
      `about: from ${subject.from} until ${subject.until}, positions ${rows[0]} to ${rows.at(-1)} and none left out in between`,
    );
    say(
      'whether the positions before and behind them are of that time as well is not in a part of the ledger',
    );
  }
}

function tell(state, keyFile) {
  const { rows, checkpoints, bare, at } = state;
  say(`verified: ${rows.length} entries, ${checkpoints} checkpoints, head ${at?.hash ?? 'none'}`);
  about(state);
  if (!keyFile) say('the public key came from the file itself; compare it with one you got on another way');
  if (bare.length === 0) return 0;
  say(
    `NOT SIGNED YET: ${bare.length} entries, positions ${bare[0]} to ${bare.at(-1)}: the chain holds, but no checkpoint covers them`,
  );
  // A whole ledger nearly always ends behind its last checkpoint; where nothing at all is signed, nothing is proven.
  return bare.length === rows.length ? 2 : 0;
}

// Whoever reads what is said may stop early, as `head` does: the verdict stays what it is.
const heard = (error) => {
  if (error.code !== 'EPIPE') throw error;
};
process.stdout.on('error', heard);
process.stderr.on('error', heard);

const [path = dirname(fileURLToPath(import.meta.url)), keyFile, checkpointFile] = process.argv.slice(2);
try {
  process.exitCode = tell(await judge(path, keyFile, checkpointFile), keyFile);
} catch (error) {
  if (error instanceof Finding) complain(`NOT verified: ${error.message}`);
  else complain(`could not be judged: ${error instanceof Error ? error.message : error}`);
  process.exitCode = error instanceof Finding ? 1 : 2;
}
