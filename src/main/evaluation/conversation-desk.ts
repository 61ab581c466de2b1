// A whole desk in memory for one scenario: everything from accepting to sending is the application's own; time is driven.
import { readArticles } from '../../adapters/articles/read-articles.ts';
import { localEmbedder } from '../../adapters/local-embedder/local-embedder.ts';
import { countingIds, manualClock } from '../../adapters/memory/clock.ts';
import { memoryTables } from '../../adapters/memory/database.ts';
import { memoryCustomerDirectory, memoryTicketDirectory } from '../../adapters/memory/directories.ts';
import { memoryEventStore } from '../../adapters/memory/event-store.ts';
import { memoryKnowledgeBase } from '../../adapters/memory/knowledge-base.ts';
import { memoryLog } from '../../adapters/memory/log.ts';
import { memoryMessageFiles } from '../../adapters/memory/message-files.ts';
import { memoryTelemetry } from '../../adapters/memory/telemetry.ts';
import { memoryThreadDirectory } from '../../adapters/memory/thread-directory.ts';
import { memoryWhatsappDirectory } from '../../adapters/memory/whatsapp-directory.ts';
import { aesCipher } from '../../adapters/node-crypto/cipher.ts';
import { sha256Hex } from '../../adapters/node-crypto/hashes.ts';
import { hmacJoinCodes } from '../../adapters/node-crypto/join-codes.ts';
import { hmacHex } from '../../adapters/node-crypto/mac.ts';
import { webformGateway } from '../../adapters/webform/gateway.ts';
import type { ModelBudget } from '../../application/agent/spending.ts';
import type { SupportAgent } from '../../application/agent/support-agent.ts';
import { acceptingMessages } from '../../application/channel/accept-message.ts';
import type { ChannelGateway, OutboundReply } from '../../application/channel/channel-gateway.ts';
import { continuations } from '../../application/channel/continuations.ts';
import { embedMissing } from '../../application/knowledge/vectors.ts';
import { eventCodec } from '../../application/log/event-codec.ts';
import { messageIds } from '../../application/mail/message-ids.ts';
import { articleRows } from '../../application/projection/article-rows.ts';
import { inlineProjection } from '../../application/projection/inline.ts';
import type { Channel } from '../../domain/conversation/channel.ts';
import { quietPeriods } from '../../domain/conversation/quiet.ts';
import { catalogue, upcasters } from '../../domain/event/catalogue.ts';
import { chunkArticle } from '../../domain/knowledge/chunk.ts';
import { defaultPolicy } from '../../domain/knowledge/confidence.ts';
import { Failure } from '../failure.ts';

export type Library = ReturnType<typeof memoryKnowledgeBase>;
export type ConversationDesk = ReturnType<typeof conversationDesk>;

export const mailbox = 'help@desk.example';
export const whatsappNumber = 'whatsapp:+15550100';
const timeLimit = 60_000;
const HOUR_MS = 3_600_000;
const durations = {
  answer: 30_000,
  deliver: 30_000,
  quiet: quietPeriods,
  autoResolve: 72 * HOUR_MS,
  autoClose: 168 * HOUR_MS,
};

/** The articles of some folders, searchable; read only, so one serves every scenario. @throws Failure naming a bad file */
export async function openLibrary(folders: readonly string[]): Promise<Library> {
  const tables = memoryTables();
  const embedder = localEmbedder();
  const knowledge = memoryKnowledgeBase({ rows: tables.rows, embedder });
  const sources = (await Promise.all(folders.map((folder) => readArticles(folder, sha256Hex)))).flat();
  const revisions = sources.map((source, index) => {
    if ('problem' in source) throw new Failure(`${source.file}: ${source.problem}`);
    const articleId = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
    return {
      ...source.article,
      articleId,
      keywords: [...source.article.keywords],
      sections: [...source.article.sections],
    };
  });
  for (const data of revisions)
    tables.apply(articleRows({ version: 1, at: 0 }, { type: 'ArticlePublished', data }, sha256Hex));
  const passages = revisions.flatMap((revision) => chunkArticle(revision, sha256Hex));
  await embedMissing({ knowledge, embedder }, passages);
  return knowledge;
}

/** @param budget of an agent that asks a model */
export function conversationDesk(knowledge: Library, agent: SupportAgent, budget?: ModelBudget) {
  const clock = manualClock(Date.UTC(2026, 8, 15, 10));
  const ids = countingIds();
  const log = memoryLog();
  const telemetry = memoryTelemetry();
  const digest = hmacHex(new Uint8Array(32).fill(1));
  const options = {
    codec: eventCodec(catalogue, upcasters),
    cipher: aesCipher(new Map([['evaluation', new Uint8Array(32)]])),
    clock,
    ids,
    project: inlineProjection(durations, { sha256: sha256Hex, digest }),
  };
  const ownIds = messageIds(hmacHex(new Uint8Array(32).fill(2)));
  const codes = hmacJoinCodes(new Uint8Array(32).fill(3));
  /** What went out by mail and WhatsApp; the status page reads the log. */
  const sent: OutboundReply[] = [];
  const core = {
    events: memoryEventStore(log, options),
    tickets: memoryTicketDirectory(log.tables),
    customers: memoryCustomerDirectory(log.tables),
    threads: memoryThreadDirectory(log.tables),
    files: memoryMessageFiles(log, options),
    whatsapp: memoryWhatsappDirectory(log.tables, digest),
    clock,
    ids,
    telemetry,
    digest,
    sha256: sha256Hex,
  };
  return {
    ...core,
    codes,
    sent,
    accept: acceptingMessages({ ...core, ownMessageId: ownIds.own, joins: codes.isIn }),
    answering: {
      ...core,
      ...(budget && { budget }),
      agent,
      knowledge,
      confidence: defaultPolicy,
      settings: {
        timeLimitMs: { webform: timeLimit, email: timeLimit, whatsapp: timeLimit },
        maxToolCalls: 12,
      },
    },
    delivering: {
      ...core,
      signature: 'The help desk',
      continuations: continuations({ mailbox, whatsappNumber: '+15550100' }, codes),
      gateways: new Map<Channel, ChannelGateway>([
        ['webform', webformGateway],
        ['email', keeping('email', sent, (replyId) => ownIds.issue(replyId, 0, 'desk.example'))],
        ['whatsapp', keeping('whatsapp', sent)],
      ]),
    },
  };
}

/** A provider that takes everything. */
function keeping(
  channel: Channel,
  sent: OutboundReply[],
  messageIdOf?: (replyId: string) => string,
): ChannelGateway {
  return {
    channel,
    send: async (reply) => {
      sent.push(reply);
      const providerMessageIds = reply.parts.map((_, part) => `${reply.replyId}.${part}`);
      const messageId = messageIdOf && { messageId: messageIdOf(reply.replyId) };
      return { outcome: 'sent', providerMessageIds, ...messageId };
    },
    reconcile: async () => ({ state: 'not-sent' }),
  };
}
