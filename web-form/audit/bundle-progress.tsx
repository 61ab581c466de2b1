// What is to be said of a bundle while it is made and when it is here.
import { Banner } from '../design/banner.tsx';
import { ErrorState } from '../design/states.tsx';
import { useLanguage, useWords } from '../staff/language.ts';
import type { BundleState } from './use-bundle.ts';
import { auditWords } from './words.ts';
import { busyWords } from './words-busy.ts';

export function BundleProgress({ state }: { readonly state: BundleState }) {
  const w = useWords(auditWords);
  const busy = useWords(busyWords);
  const language = useLanguage();
  const count = (number: number) => number.toLocaleString(language);
  switch (state.kind) {
    case 'idle':
      return null;
    case 'arriving':
      return (
        <div className="audit-progress">
          <progress value={state.positions} max={state.of || 1} aria-label={w.packing} />
          <span className="fine">
            {w.packed(count(state.positions), count(state.of), sizeWords(state.bytes, language))}
          </span>
        </div>
      );
    case 'saved':
      return (
        <Banner tone="good">
          <p>{w.saved(state.name, count(state.events))}</p>
          <p>{w.howToVerify}</p>
          <pre className="audit-command">node verify.mjs</pre>
        </Banner>
      );
    case 'failed':
      if (state.trouble.kind === 'busy')
        return (
          <Banner tone="warn">
            {busy.title}. {busy.text}
          </Banner>
        );
      return state.trouble.kind === 'invalid' ? (
        <Banner tone="warn">{w.periodEmpty}</Banner>
      ) : (
        <ErrorState title={w.exportFailed}>{w.exportFailedText}</ErrorState>
      );
  }
}

export function sizeWords(bytes: number, language: string): string {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
  const value = unit === 'kilobyte' ? bytes / 1_000 : bytes / 1_000_000;
  return value.toLocaleString(language, { style: 'unit', unit, maximumFractionDigits: 1 });
}
