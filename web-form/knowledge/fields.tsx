// The fields of an article beside what customers will read.
import { useEffect, useRef } from 'react';
import type { FieldProblem } from '../../src/application/ticket/submission.ts';
import { Choice, Field } from '../form/field.tsx';
import { useWords } from '../staff/language.ts';
import { categoryNames } from './contract.ts';
import { Preview } from './preview.tsx';
import { knowledgeWords } from './words.ts';
import type { Fields } from './written.ts';

interface ArticleFieldsProps {
  readonly fields: Fields;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (fields: Fields) => void;
  readonly onSubmit: () => void;
}

export function ArticleFields({ fields, problems, onChange, onSubmit }: ArticleFieldsProps) {
  const words = useWords(knowledgeWords);
  const errorOf = (field: string) =>
    problems.find((problem) => problem.field.split(/[./[]/)[0] === field)?.message;
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);
  const set = (part: Partial<Fields>) => onChange({ ...fields, ...part });
  return (
    <div className="knowledge-write" ref={form}>
      <div className="knowledge-fields">
        <Field label={words.fields.title} error={errorOf('title')}>
          {(ties) => (
            <input
              {...ties}
              value={fields.title}
              maxLength={150}
              required
              dir="auto"
              onChange={({ target }) => set({ title: target.value })}
            />
          )}
        </Field>
        <div className="knowledge-pair">
          <Field label={words.category} error={errorOf('category')}>
            {(ties) => (
              <Choice
                {...ties}
                value={fields.category}
                options={categoryNames.map((name) => [name, words.categories[name] ?? name] as const)}
                onChange={({ target }) => set({ category: target.value })}
              />
            )}
          </Field>
          <Field label={words.language} hint={words.languageHint} error={errorOf('language')}>
            {(ties) => (
              <input
                {...ties}
                value={fields.language}
                maxLength={35}
                required
                onChange={({ target }) => set({ language: target.value })}
              />
            )}
          </Field>
        </div>
        <Field label={words.fields.keywords} hint={words.keywordsHint} error={errorOf('keywords')}>
          {(ties) => (
            <input
              {...ties}
              value={fields.keywords}
              dir="auto"
              onChange={({ target }) => set({ keywords: target.value })}
            />
          )}
        </Field>
        <Field label={words.fields.text} hint={words.textHint} error={errorOf('text')} aside={words.savedKey}>
          {(ties) => (
            <textarea
              {...ties}
              rows={18}
              required
              dir="auto"
              value={fields.text}
              onChange={({ target }) => set({ text: target.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
                event.preventDefault();
                onSubmit();
              }}
            />
          )}
        </Field>
      </div>
      <section className="knowledge-beside" aria-label={words.preview}>
        <p className="fine">{words.preview}</p>
        <Preview title={fields.title} category={fields.category} text={fields.text} />
      </section>
    </div>
  );
}
