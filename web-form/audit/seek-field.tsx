// The one field for what one has in hand: a reference leads to its ticket, everything else to a customer.
import { type FormEvent, useId, useRef, useState } from 'react';
import { useWords } from '../staff/language.ts';
import { go } from '../staff/route.tsx';
import { useShortcuts } from '../staff/shortcuts.ts';
import { typedOf } from './query.ts';
import { askWhoIs } from './streams.ts';
import { auditWords } from './words.ts';

export function SeekField({ onCustomer }: { readonly onCustomer: (customerId: string) => void }) {
  const w = useWords(auditWords);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  useShortcuts([{ keys: '/', words: w.keys.search, group: w.title, run: () => field.current?.focus() }]);
  const seek = async (event: FormEvent) => {
    event.preventDefault();
    setSaid('');
    const typed = typedOf(text);
    switch (typed.kind) {
      case 'reference':
        return go(`/audit/${typed.reference}`);
      case 'customer':
        return onCustomer(typed.customerId);
      case 'identifier': {
        const answer = await askWhoIs(typed.identifier, new AbortController().signal);
        const [customer] = answer.ok ? answer.body.customers : [];
        if (!answer.ok) setSaid(w.seekFailed);
        else if (customer) onCustomer(customer.customerId);
        else setSaid(w.seekNobody);
        return;
      }
      case 'unknown':
        return setSaid(w.seekUnknown);
      case 'nothing':
        return;
    }
  };
  return (
    <form className="audit-seek" onSubmit={(event) => void seek(event)} noValidate>
      <label htmlFor={id}>{w.seek}</label>
      <span className="audit-seek-line">
        <input
          id={id}
          ref={field}
          type="search"
          autoComplete="off"
          spellCheck={false}
          value={text}
          aria-describedby={`${id}-said`}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="primary">
          {w.find}
        </button>
      </span>
      <p id={`${id}-said`} className="field-error" role="alert">
        {said}
      </p>
    </form>
  );
}
