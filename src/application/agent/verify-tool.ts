// verify_identity: asks a claimed sender for a code. The tool decides whether that is needed, not whoever calls it.
import { concernsAccount } from '../../domain/agent/account-matters.ts';
import { isStrong } from '../../domain/customer/identifier.ts';
import { codeLife } from '../../domain/ticket/verification.ts';
import { finish } from './run-state.ts';
import type { Tool } from './support-agent.ts';
import { VerifyIdentity } from './tool-arguments.ts';
import { accepted, recordedTool, refused, type ToolContext } from './tool-call.ts';

/** Offered only where codes can be sent. */
export function verifyTool(context: ToolContext): readonly Tool[] {
  const { state, subject, ports } = context;
  const { codeRequests, clock } = ports;
  if (!codeRequests) return [];
  const tool = recordedTool(context, {
    name: 'verify_identity',
    description:
      'Asks the customer for a one-time code, which goes to the address they claim, and ends the work. For matters of their own account while history is withheld.',
    parameters: VerifyIdentity,
    outOfOrder: () => (state.historyRead ? undefined : 'Call get_customer_history first.'),
    use: () => {
      const { evidence, claimedAddress, task } = subject;
      if (isStrong(evidence)) return accepted({ verified: true });
      if (!concernsAccount(task.question))
        return refused('not-needed', 'Nothing in the question concerns an account: answer it.');
      if (claimedAddress === undefined)
        return refused('no-address', 'The customer claims no e-mail address.');
      finish(state, { kind: 'verify', address: claimedAddress, expiresAt: clock.now() + codeLife });
      return accepted({ asked: true });
    },
  });
  return [tool];
}
