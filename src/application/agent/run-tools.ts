// The tools. The order of work is kept here, not by asking a model to keep it.
import { isStrong } from '../../domain/customer/identifier.ts';
import { higher } from '../../domain/ticket/priority.ts';
import type { Ticket } from '../../domain/ticket/state.ts';
import type { TicketSummary } from '../ticket/ticket-directory.ts';
import { floorOf } from './priority.ts';
import { finish } from './run-state.ts';
import { searchTool } from './search-tool.ts';
import { sendTool } from './send-tool.ts';
import type { Tool } from './support-agent.ts';
import { CreateTicket, EscalateToHuman, GetCustomerHistory } from './tool-arguments.ts';
import { accepted, recordedTool, type ToolContext } from './tool-call.ts';
import { verifyTool } from './verify-tool.ts';

export function runTools(context: ToolContext): readonly Tool[] {
  return [
    createTicketTool(context),
    historyTool(context),
    ...verifyTool(context),
    searchTool(context),
    sendTool(context),
    escalateTool(context),
  ];
}

/** Accepting the message opened the ticket; the tool confirms it, as often as it is called. */
function createTicketTool(context: ToolContext): Tool {
  const { state, subject } = context;
  return recordedTool(context, {
    name: 'create_ticket',
    description: 'Confirms the ticket of this conversation and returns its reference. Call it first.',
    parameters: CreateTicket,
    use: () => {
      state.confirmed = true;
      const { reference, status, category, priority } = subject.ticket;
      return accepted({ reference, status, category, priority });
    },
  });
}

const historyLimit = 20;
const summaries = 5;

function historyTool(context: ToolContext): Tool {
  const { state, subject, ports } = context;
  return recordedTool(context, {
    name: 'get_customer_history',
    description:
      'How often the customer has written before, and what became of it. Withheld while the sender is unproven.',
    parameters: GetCustomerHistory,
    outOfOrder: () => (state.confirmed ? undefined : 'Call create_ticket first.'),
    use: async () => {
      const { customerId, openedFor = customerId } = subject.ticket;
      const known = await ports.tickets.ofCustomer(openedFor, historyLimit);
      const earlier = known.filter(({ ticketId }) => ticketId !== subject.ticket.ticketId);
      const proven = isStrong(subject.evidence);
      const { runId } = subject;
      if (!state.closed) {
        state.events.push({
          type: 'CustomerHistoryConsulted',
          data: { runId, tickets: earlier.length, withheld: !proven },
        });
      }
      state.historyRead = true;
      // The same answer whether there is a history or not: even its existence is not for the unproven.
      return accepted(proven ? summarised(earlier) : { withheld: true });
    },
  });
}

/** Counts and summaries only. Subjects and texts stay out: they are words of customers, and not needed to answer. */
function summarised(earlier: readonly TicketSummary[]): Readonly<Record<string, unknown>> {
  const count = (status: Ticket['status']) => earlier.filter((ticket) => ticket.status === status).length;
  return {
    withheld: false,
    tickets: earlier.length,
    atLeast: earlier.length >= historyLimit - 1,
    withStaff: count('escalated'),
    recent: earlier.slice(0, summaries).map(({ reference, category, status, openedAt, rating }) => ({
      reference,
      category,
      status,
      opened: new Date(openedAt).toISOString().slice(0, 10),
      rating,
    })),
  };
}

function escalateTool(context: ToolContext): Tool {
  const { state, subject } = context;
  return recordedTool(context, {
    name: 'escalate_to_human',
    description:
      'Hands the conversation to a human colleague and ends the work. The customer is told. Allowed at any time.',
    parameters: EscalateToHuman,
    use: ({ reason, summary }) => {
      const priority = higher(subject.ticket.priority, floorOf(reason));
      finish(state, { kind: 'escalate', reason, by: 'agent', evidence: summary, priority });
      return accepted({ escalated: true });
    },
  });
}
