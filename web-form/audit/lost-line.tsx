// Said while the desk cannot tell of erasures: what is read may be out of date.
import { Banner } from '../design/banner.tsx';
import { useWords } from '../staff/language.ts';
import type { Erasures } from './use-erasures.ts';
import { auditWords } from './words.ts';

export function LostLine({ line, retry }: Pick<Erasures, 'line' | 'retry'>) {
  const w = useWords(auditWords);
  if (line !== 'lost') return null;
  return (
    <Banner
      tone="warn"
      actions={
        <button type="button" className="small" onClick={retry}>
          {w.tryAgain}
        </button>
      }
    >
      {w.lost}
    </Banner>
  );
}
