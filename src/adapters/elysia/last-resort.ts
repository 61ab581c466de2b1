// What is answered where answering itself broke, outside of everything that is known of a request.
import { whereThrown } from './entrance.ts';
import { secure } from './guard/security-headers.ts';
import type { HttpOptions } from './kit.ts';
import { problemResponse } from './problem.ts';

/** @returns what logs an error in one line, without its message, and makes the answer */
export function lastResort({ telemetry, ids, publicUrl }: HttpOptions): (error: unknown) => Response {
  const https = publicUrl?.startsWith('https:') ?? false;
  return (error) => {
    const requestId = ids.next();
    telemetry.log('error', 'a request failed outside the entrance', { requestId, ...whereThrown(error) });
    const response = problemResponse('internal', requestId);
    response.headers.set('x-request-id', requestId);
    secure(response.headers, { path: '/', https });
    return response;
  };
}
