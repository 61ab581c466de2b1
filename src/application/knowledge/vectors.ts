// Vectors for passages that have none of the embedder's model yet.
import type { Embedder, KnowledgeBase } from './knowledge-base.ts';

/** Texts per call to the embedder: well below what providers allow, and a failure repeats little. */
const batchSize = 64;
/** Hashes per question to the store. */
const lookupSize = 1_000;

export interface EmbeddablePassage {
  readonly contentHash: string;
  readonly input: string;
}

/**
 * Embeds what is missing and stores it batch by batch, so that a second attempt goes on where the first one failed.
 * @param onProgress called after each batch with the number of passages embedded so far and in all
 * @returns how many were embedded
 * @throws EmbedderUnavailable, StoreUnavailable
 */
export async function embedMissing(
  ports: { readonly knowledge: KnowledgeBase; readonly embedder: Embedder },
  passages: readonly EmbeddablePassage[],
  onProgress: (done: number, total: number) => void = () => {},
): Promise<number> {
  const { knowledge, embedder } = ports;
  const inputs = new Map(passages.map((p) => [p.contentHash, p.input]));
  const missing: string[] = [];
  for (const hashes of batches([...inputs.keys()], lookupSize))
    missing.push(...(await knowledge.missingVectors(embedder.model, hashes)));
  let done = 0;
  for (const hashes of batches(missing, batchSize)) {
    const vectors = await embedder.embed(hashes.map((hash) => inputs.get(hash) ?? ''));
    const saved = hashes.flatMap((contentHash, i) => {
      const vector = vectors[i];
      return vector ? [{ contentHash, vector }] : [];
    });
    await knowledge.saveVectors(embedder.model, saved);
    done += hashes.length;
    onProgress(done, missing.length);
  }
  return missing.length;
}

/**
 * Embeds the published passages that have no vector of the embedder's model yet: after another model was chosen, or other synonyms.
 * Goes on where an earlier attempt failed.
 * @param onProgress called after each batch with the number embedded so far
 * @returns how many were embedded
 * @throws EmbedderUnavailable, StoreUnavailable
 */
export async function embedPublished(
  ports: { readonly knowledge: KnowledgeBase; readonly embedder: Embedder },
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  const { knowledge, embedder } = ports;
  let done = 0;
  let after = '';
  for (;;) {
    const passages = await knowledge.passagesWithoutVector({
      model: embedder.model,
      after,
      limit: lookupSize,
    });
    const last = passages.at(-1);
    if (last === undefined) return done;
    const before = done;
    done += await embedMissing(ports, passages, (some) => onProgress(before + some));
    after = last.contentHash;
  }
}

function batches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}
