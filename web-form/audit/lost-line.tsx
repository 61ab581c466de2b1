// Said while the desk cannot tell of erasures: what is read may be out of date.
import { RetryBanner } from '../design/retry-banner.tsx';
import { useWords } from '../staff/language.ts';
import type { Erasures } from './use-erasures.ts';
import { auditWords } from './words.ts';

export function LostLine({ line, retry }: Pick<Erasures, 'line' | 'retry'>) {
  const w = useWords(auditWords);
  return (
    line === 'lost' && (
      <RetryBanner retry={w.tryAgain} again={retry}>
        {w.lost}
      </RetryBanner>
    )
  );
}
