// Where one of our messages is by now, asked for instead of told.
import type { LookUpStatus } from '../../application/whatsapp/missed-news.ts';
import { sendFault } from '../../domain/whatsapp/errors.ts';
import { progressOf } from '../../domain/whatsapp/status.ts';
import type { TwilioClient } from './client.ts';

export function messageStatuses(client: Pick<TwilioClient, 'message'>): LookUpStatus {
  return async (sid) => {
    const answer = await client.message(sid);
    // A message that was deleted there says nothing any more.
    if ('error' in answer && answer.error.status === 404) return { progress: 'unknown' };
    if (!('ok' in answer)) return undefined;
    const { status, errorCode } = answer.ok;
    const progress = progressOf(status) ?? 'unknown';
    return progress === 'failed' ? { progress, code: sendFault(errorCode).code } : { progress };
  };
}
