// The auditor's side of the desk, with a staff key.
import type { AuditHistory, AuditState, AuditTicket, Verification } from './contract.ts';
import { type Answer, call } from './http.ts';

/** The moment a state is asked for. */
export type Moment = { readonly version: number } | { readonly at: string };

export interface Audit {
  tickets(status: string, signal: AbortSignal): Promise<Answer<{ readonly tickets: readonly AuditTicket[] }>>;
  history(reference: string, signal: AbortSignal): Promise<Answer<AuditHistory>>;
  state(reference: string, moment: Moment, signal: AbortSignal): Promise<Answer<AuditState>>;
  verify(): Promise<Answer<Verification>>;
}

/** @param key bearer key of a member of staff who may audit */
export function connectAudit(base: string, key: string): Audit {
  const root = `${base}/api/audit`;
  const get = <T>(path: string, signal: AbortSignal) => call<T>(`${root}${path}`, { bearer: key, signal });
  const ticket = (reference: string) => `/tickets/${encodeURIComponent(reference)}`;
  return {
    tickets: (status, signal) =>
      get(`/tickets?${new URLSearchParams({ ...(status && { status }), limit: '100' })}`, signal),
    history: (reference, signal) => get(`${ticket(reference)}/events`, signal),
    state: (reference, moment, signal) => {
      const query = 'at' in moment ? { at: moment.at } : { version: String(moment.version) };
      return get(`${ticket(reference)}/state?${new URLSearchParams(query)}`, signal);
    },
    // Verifying reads the whole ledger: it may take longer than any other request.
    verify: () => call(`${root}/verify`, { method: 'POST', bearer: key, patienceMs: 600_000 }),
  };
}
