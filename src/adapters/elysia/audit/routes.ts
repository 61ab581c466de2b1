// /api/audit: what auditors read and check. Needs the role auditor or admin.
import { Elysia } from 'elysia';
import type { Desk } from '../desk.ts';
import type { Kit } from '../kit.ts';
import { atOnce } from './at-once.ts';
import { exportRoutes } from './exports.ts';
import { auditTicketRoutes } from './tickets.ts';
import { verificationRoutes } from './verification.ts';

/** @param unhurried lifts the time limit of the connection for answers that take long */
export function auditRoutes({ audit }: Desk, kit: Kit, unhurried: (request: Request) => void) {
  // One for all of them: they read the same ledger.
  const long = atOnce(kit.options.clock);
  return new Elysia({ normalize: false, prefix: '/api/audit' })
    .use(auditTicketRoutes(audit, kit))
    .use(verificationRoutes(audit, kit, { unhurried, long }))
    .use(exportRoutes(audit, kit, { unhurried, long }));
}
