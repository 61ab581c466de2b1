// What became of an edit, as data to send or as a problem.
import type { Rejection } from '../../../domain/event/define.ts';
import { accepted } from '../outcome.ts';
import { Refusal } from '../problem.ts';
import type { Overtaken } from './desk.ts';
import type { StoredView } from './views.ts';

/** @throws Refusal for a rejection, and for an edit of an article that somebody else has changed since */
export function settled(outcome: StoredView | Overtaken | Rejection): StoredView {
  if ('overtaken' in outcome) throw new Refusal('article-changed', { members: { ...outcome.overtaken } });
  return accepted<StoredView>(outcome);
}
