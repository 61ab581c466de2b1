// Taking over, handing back, resolving: shown at once where a conflict can be shown, and told when it did not work.
import { useCallback, useRef, useState } from 'react';
import { toast } from '../design/toast.tsx';
import { useWords } from '../staff/language.ts';
import { betweenWords } from './between-words.ts';
import { act, betweenOf, type Step } from './calls.ts';
import type { InboxTicket } from './contract.ts';
import { stepTroubleText } from './trouble-text.ts';
import { inboxWords } from './words.ts';

export interface Steps {
  /** What is being done; the ticket is shown as if it were. */
  readonly busy: Step | undefined;
  readonly take: (step: Step) => void;
  readonly assign: (staffId: string) => Promise<boolean>;
}

/** @param onDone reads the ticket anew, and resolves when it is shown */
export function useSteps(ticket: InboxTicket | undefined, onDone: () => void): Steps {
  const words = useWords(inboxWords);
  const [busy, setBusy] = useState<Step>();
  const now = useRef(ticket);
  now.current = ticket;
  const told = useCallback(
    (answer: Awaited<ReturnType<typeof act.step>>, done: string) => {
      if (answer.ok) toast(done);
      else {
        const between = betweenOf(answer.trouble);
        toast((between && betweenWords(between, words)) ?? stepTroubleText(answer.trouble, words), 'bad');
      }
      return answer.ok;
    },
    [words],
  );
  const take = useCallback(
    async (step: Step) => {
      const shown = now.current;
      if (!shown) return;
      setBusy(step);
      told(await act.step(shown.reference, step, shown.version), words.step.done[step]);
      setBusy(undefined);
      onDone();
    },
    [told, words, onDone],
  );
  const assign = useCallback(
    async (staffId: string) => {
      const shown = now.current;
      if (!shown) return false;
      const ok = told(await act.assign(shown.reference, staffId, shown.version), words.assign.done(staffId));
      onDone();
      return ok;
    },
    [told, words, onDone],
  );
  return { busy, take: (step) => void take(step), assign };
}
