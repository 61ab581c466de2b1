// The adapters of one process, built from the configuration: what every command and role works with.

import { erasureFile } from '../adapters/files/erasure-list.ts';
import { hostTokens } from '../adapters/host-tokens/host-tokens.ts';
import { localEmbedder } from '../adapters/local-embedder/local-embedder.ts';
import { aesCipher, aesMasterKeys } from '../adapters/node-crypto/cipher.ts';
import { sha256, sha256Hex, systemIds } from '../adapters/node-crypto/hashes.ts';
import { hmacJoinCodes } from '../adapters/node-crypto/join-codes.ts';
import { hmacHex } from '../adapters/node-crypto/mac.ts';
import { ed25519Signer } from '../adapters/node-crypto/signer.ts';
import { hmacStatusTokens } from '../adapters/node-crypto/status-tokens.ts';
import { hmacVerificationCodes } from '../adapters/node-crypto/verification-codes.ts';
import { phoneReader } from '../adapters/phone/phone-numbers.ts';
import { postgresCheckpoints } from '../adapters/postgres/checkpoints.ts';
import { postgresCodeRequests } from '../adapters/postgres/code-requests.ts';
import { postgresEventStore } from '../adapters/postgres/event-store.ts';
import { keyStore } from '../adapters/postgres/keys.ts';
import { postgresKnowledgeBase } from '../adapters/postgres/knowledge-base.ts';
import { postgresLedger } from '../adapters/postgres/ledger.ts';
import { postgresMessageFiles } from '../adapters/postgres/message-files.ts';
import { postgresRebuilding } from '../adapters/postgres/rebuilding.ts';
import { postgresSpendBook } from '../adapters/postgres/spend-book.ts';
import { postgresWhatsappDirectory } from '../adapters/postgres/whatsapp-directory.ts';
import { systemClock } from '../adapters/system/clock.ts';
import type { Embedder } from '../application/knowledge/knowledge-base.ts';
import { inOwnWords } from '../application/knowledge/own-words.ts';
import { eventCodec } from '../application/log/event-codec.ts';
import { describe } from '../application/log/loop.ts';
import { wakeups } from '../application/log/wakeups.ts';
import { messageIds } from '../application/mail/message-ids.ts';
import type { BreakerState } from '../application/platform/breaker.ts';
import type { Telemetry } from '../application/platform/telemetry.ts';
import { watchdog } from '../application/platform/watchdog.ts';
import { inlineProjection } from '../application/projection/inline.ts';
import { mailAliases } from '../domain/customer/mail-aliases.ts';
import { catalogue, upcasters } from '../domain/event/catalogue.ts';
import { chainHash } from '../domain/ledger/chain.ts';
import type { Config } from './config.ts';
import type { OpenDatabase } from './database.ts';
import { diskOf, withRoom } from './disk.ts';
import { hostSecrets } from './host-secrets.ts';
import { offHoursOf } from './off-hours.ts';
import { modelEmbedder } from './openai.ts';
import { checkpointFileOf, erasureFileOf } from './outside-files.ts';
import type { Secrets } from './secrets.ts';
import { storesOn } from './stores.ts';
import { ownSynonyms } from './synonyms.ts';

export type Core = ReturnType<typeof buildCore>;

const HOUR_MS = 3_600_000;

/**
 * @param notify tells other processes of an append; the wake-ups of this one are served in any case
 * @param notifySequenced the same of events that got their place in the ledger
 */
export function buildCore(
  config: Config,
  secrets: Secrets,
  { sql }: Pick<OpenDatabase, 'sql'>,
  telemetry: Telemetry,
  notify: () => void = () => {},
  notifySequenced: () => void = () => {},
) {
  const clock = systemClock;
  const ids = systemIds;
  const cipher = aesCipher(secrets.masterKeys);
  const codec = eventCodec(catalogue, upcasters);
  const keys = keyStore(sql, cipher, { clock, ids });
  const hashOf = chainHash(sha256);
  const opening = { codec, cipher, keys };
  const durations = durationsOf(config);
  const digest = hmacHex(secrets.traceSecret);
  const project = inlineProjection(durations, { sha256: sha256Hex, digest });
  const appended = wakeups(clock);
  const sequencedHere = wakeups(clock);
  const sequenced = {
    wait: sequencedHere.wait,
    wake: () => {
      sequencedHere.wake();
      notifySequenced();
    },
  };
  const onAppend = () => {
    appended.wake();
    notify();
  };
  const spending = postgresSpendBook(sql);
  const own = ownSynonyms(config);
  const embedder: Embedder = embedderFor(config, own, { clock, telemetry, book: spending });
  const onEmbedderFailure = (error: unknown) =>
    telemetry.log('warn', 'query was not embedded', { error: describe(error) });
  const disk = diskOf(config);
  const signer = ed25519Signer(secrets.signingKey, config.formerSigningKeys);
  return {
    ...storesOn(sql),
    ...proofsUnder(secrets),
    clock,
    ids,
    telemetry,
    hashOf,
    project,
    appended,
    sequenced,
    /** Wakes who waits in this process alone. */
    wakeSequenced: sequencedHere.wake,
    halted: new Map<string, string>(),
    /** Of this process, by provider. */
    breakers: new Map<string, BreakerState>(),
    watchdog: watchdog(() => performance.now()),
    embedder,
    sha256: sha256Hex,
    digest,
    disk,
    events: withRoom(postgresEventStore(sql, { ...opening, project, onAppend }), disk),
    ledger: postgresLedger(sql, { ...opening, hashOf }),
    rebuilding: postgresRebuilding(sql, {
      ...opening,
      hashOf,
      clock,
      keysOn: (tx) => keyStore(tx, cipher, { clock, ids }),
    }),
    knowledge: inOwnWords(postgresKnowledgeBase(sql, { embedder, onEmbedderFailure }), own?.reword),
    checkpoints: postgresCheckpoints(sql, checkpointFileOf(config)),
    signer,
    mailAliases: mailAliases(config.emailAliases),
    hostTokens: hostTokens(hostSecrets(config.hostSecrets)),
    readPhone: phoneReader(config.phoneRegion),
    erasureList: erasureFile(erasureFileOf(config), signer),
    /** Has this process forget opened keys; the others are told by the database. */
    forgetKeys: keys.forget,
    /** Has this process forget all of them, where it may not have been told. */
    forgetAllKeys: keys.forgetAll,
    masterKeys: aesMasterKeys(secrets.masterKeys),
    quiet: durations.quiet,
    isOffHours: offHoursOf(config),
    requestedCodes: postgresCodeRequests(sql, digest),
    spending,
    files: postgresMessageFiles(sql, { cipher, keys, ids }),
    whatsapp: postgresWhatsappDirectory(sql, digest),
  };
}

/** How long a timer waits, milliseconds. */
function durationsOf(config: Config) {
  return {
    answer: 30_000,
    deliver: 30_000,
    quiet: {
      webform: 0,
      email: config.emailQuietSeconds * 1000,
      whatsapp: config.whatsappQuietSeconds * 1000,
    },
    autoResolve: config.autoResolveHours * HOUR_MS,
    autoClose: config.autoCloseDays * 24 * HOUR_MS,
  };
}

/** What somebody shows to be let in, or to have a message find its ticket. */
function proofsUnder(secrets: Secrets) {
  return {
    tokens: hmacStatusTokens(secrets.statusSecret),
    joinCodes: hmacJoinCodes(secrets.joinSecret),
    verificationCodes: hmacVerificationCodes(secrets.joinSecret),
    messageIds: messageIds(hmacHex(secrets.messageIdSecret)),
  };
}

function embedderFor(
  config: Config,
  own: ReturnType<typeof ownSynonyms>,
  parts: Pick<Core, 'clock' | 'telemetry'> & { readonly book: Core['spending'] },
): Embedder {
  const model = config.openaiEmbeddingModel;
  return model === undefined ? localEmbedder(own) : modelEmbedder(config, model, parts);
}
