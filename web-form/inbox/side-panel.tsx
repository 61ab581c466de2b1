// Beside the conversation: the customer, the reasons, and what others could learn from it.
import { useCallback, useEffect, useState } from 'react';
import { Tabs } from '../design/tabs.tsx';
import { useWords } from '../staff/language.ts';
import { ask } from './calls.ts';
import type { InboxTicket } from './contract.ts';
import type { Suggestion } from './contract-people.ts';
import { CustomerPanel } from './customer-panel.tsx';
import { SuggestionPanel } from './suggestion-panel.tsx';
import { WhyPanel } from './why-panel.tsx';
import { inboxWords } from './words.ts';

export type SideTab = 'customer' | 'why' | 'article';

interface SidePanelProps {
  readonly ticket: InboxTicket;
  readonly chosen: SideTab;
  readonly onChoose: (tab: SideTab) => void;
  /** The decision that somebody asked about. */
  readonly whyAt: string | undefined;
  /** Grows when the customer has changed. */
  readonly age: number;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

export function SidePanel(props: SidePanelProps) {
  const { ticket, chosen, onChoose, whyAt, age, onChanged, onClose } = props;
  const w = useWords(inboxWords);
  const [suggestion, forget] = useSuggestion(ticket);
  const tabs = [
    { name: 'customer' as const, label: w.tabs.customer },
    { name: 'why' as const, label: w.tabs.why },
    ...(suggestion ? [{ name: 'article' as const, label: w.tabs.article }] : []),
  ];
  const shown = chosen === 'article' && !suggestion ? 'customer' : chosen;
  return (
    <>
      <button type="button" className="quiet small side-close" onClick={onClose}>
        {w.composer.close}
      </button>
      <Tabs label={w.details} tabs={tabs} chosen={shown} onChoose={onChoose}>
        {shown === 'customer' && (
          <CustomerPanel key={ticket.customer.customerId} ticket={ticket} age={age} onChanged={onChanged} />
        )}
        {shown === 'why' && (
          <WhyPanel key={ticket.reference} reference={ticket.reference} version={ticket.version} at={whyAt} />
        )}
        {shown === 'article' && suggestion && (
          <SuggestionPanel key={suggestion.reference} suggestion={suggestion} onDecided={forget} />
        )}
      </Tabs>
    </>
  );
}

/** The article that a resolved ticket suggests, until somebody has decided about it. */
function useSuggestion({ reference, status }: InboxTicket): [Suggestion | undefined, () => void] {
  const [found, setFound] = useState<Suggestion>();
  const isOver = status === 'resolved' || status === 'closed';
  useEffect(() => {
    if (!isOver) return setFound(undefined);
    let over = false;
    void ask.suggestions().then((answer) => {
      if (!over && answer.ok) setFound(answer.body.suggestions.find((one) => one.reference === reference));
    });
    return () => {
      over = true;
    };
  }, [isOver, reference]);
  return [found, useCallback(() => setFound(undefined), [])];
}
