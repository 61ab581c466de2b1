// Said where the ledger is verified: what no verification finds while checkpoints lie in the database alone.
import { useEffect, useState } from 'react';
import { Banner } from '../design/banner.tsx';
import { callDesk } from '../staff/call-desk.ts';
import { useWords } from '../staff/language.ts';
import type { Checkpoints } from './contract.ts';
import { auditWords } from './words.ts';

export function KeptInside() {
  const w = useWords(auditWords);
  const [isInside, setInside] = useState(false);
  useEffect(() => {
    const question = new AbortController();
    const { signal } = question;
    void callDesk<Checkpoints>('/api/audit/checkpoints?limit=1', { signal }).then((answer) => {
      if (!signal.aborted) setInside(answer.ok && !answer.body.isOutside);
    });
    return () => question.abort();
  }, []);
  return isInside ? <Banner tone="warn">{w.checkpointsInside}</Banner> : null;
}
