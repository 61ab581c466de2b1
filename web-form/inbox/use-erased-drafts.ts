// A draft to somebody who was erased goes, also where their ticket is not open and where nobody was here when it happened.
import { useEffect } from 'react';
import type { Live } from '../staff/live.ts';
import { ask } from './calls.ts';
import type { TicketRow } from './contract.ts';
import { browserPlace, keepDrafts } from './drafts.ts';

/** @param person whose drafts they are */
export function useErasedDrafts(listen: Live['listen'], person: string): void {
  useEffect(() => {
    const drafts = keepDrafts(browserPlace, person);
    const look = async () => {
      for (const reference of drafts.all()) {
        const answer = await ask.tickets('all', reference, undefined);
        const rows = answer.ok ? answer.body.items : [];
        if (rows.some((row) => row.reference === reference && isErased(row))) drafts.forget(reference);
      }
    };
    void look();
    return listen((news) => {
      if (news.kind === 'reset') void look();
      if (news.kind === 'change' && news.change.type === 'TicketErased')
        drafts.forget(news.change.reference ?? '');
    });
  }, [listen, person]);
}

/** As the desk lists it. */
function isErased({ subject, customerName, status }: TicketRow): boolean {
  return subject === '[erased]' && customerName === null && status === 'closed';
}
