// The fake meets the same contract as the database.
import { memoryTables } from '../../../src/adapters/memory/database.ts';
import { memoryKnowledgeBase } from '../../../src/adapters/memory/knowledge-base.ts';
import { articlePublisher, knowledgeBaseContract } from '../../contract/knowledge-base.ts';

knowledgeBaseContract('memory', async (embedder) => {
  const tables = memoryTables();
  return {
    knowledge: memoryKnowledgeBase({ rows: tables.rows, embedder }),
    ...articlePublisher(async (changes) => tables.apply(changes)),
    [Symbol.asyncDispose]: async () => {},
  };
});
