// What the audit room is answered: the server's own words, as types only.
export type {
  AuditEventView as AuditEvent,
  AuditTicketsView as FoundTickets,
  AuditTicketView as FoundTicket,
  CheckpointsView as Checkpoints,
  HistoryView as History,
  LooksView as Looks,
  ReplayedView as Replayed,
  SoughtCustomersView as SoughtCustomers,
  VerificationLine,
  VerificationView as Verification,
} from '../../src/adapters/elysia/audit/views.ts';
