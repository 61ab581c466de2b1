// The form a customer writes to the desk with.
import { type RefObject, useEffect, useRef } from 'react';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { countedAs, limits, type Submission } from '../../src/application/ticket/submission.ts';
import { categories, priorities } from './choices.ts';
import { Counter } from './counter.tsx';
import { Choice, Field } from './field.tsx';
import { FailedSend, Summary } from './summary.tsx';
import { type SubmissionOptions, useSubmission } from './use-submission.ts';

export function SubmissionForm(options: SubmissionOptions) {
  const trap = useRef<HTMLInputElement>(null);
  const { form, trouble, problems, keep, submit } = useSubmission(options, trap);
  const { register, formState } = form;
  const { errors, isSubmitting } = formState;
  return (
    <form
      className="form"
      noValidate
      aria-label="Write to support"
      onChange={keep}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSubmitting) void submit(event);
      }}
    >
      <Summary
        attempt={formState.submitCount}
        errors={problems}
        isFixed={(field) => errors[field] === undefined}
        onChoose={(field) => form.setFocus(field)}
      />
      <Contact form={form} />
      <Matter form={form} />
      <Field label="Subject" error={errors.subject?.message}>
        {(ties) => (
          <input type="text" autoComplete="off" dir="auto" required {...ties} {...register('subject')} />
        )}
      </Field>
      <Field
        label="Your message"
        hint={`${limits.messageMin} to ${limits.messageMax} characters; ${countedAs}`}
        error={errors.message?.message}
        aside={<MessageCounter form={form} />}
      >
        {(ties) => <textarea rows={7} dir="auto" required {...ties} {...register('message')} />}
      </Field>
      <Trap field={trap} />
      <FailedSend trouble={trouble} />
      <div className="actions">
        <button type="submit" className="primary" aria-disabled={isSubmitting}>
          {isSubmitting ? 'Sending…' : trouble ? 'Try again' : 'Send message'}
        </button>
        <p className="fine">Please leave out passwords and card numbers.</p>
      </div>
    </form>
  );
}

interface PartProps {
  readonly form: UseFormReturn<Submission>;
}

/** Who writes. */
function Contact({ form: { register, formState } }: PartProps) {
  const { errors } = formState;
  return (
    <div className="pair">
      <Field label="Your name" error={errors.name?.message}>
        {(ties) => (
          <input type="text" autoComplete="name" dir="auto" required {...ties} {...register('name')} />
        )}
      </Field>
      <Field label="E-mail" error={errors.email?.message}>
        {(ties) => (
          <input
            type="email"
            autoComplete="email"
            inputMode="email"
            required
            {...ties}
            {...register('email')}
          />
        )}
      </Field>
    </div>
  );
}

/** What it is about, roughly. */
function Matter({ form: { register, formState } }: PartProps) {
  const { errors } = formState;
  return (
    <div className="pair">
      <Field label="What is it about?" error={errors.category?.message}>
        {(ties) => <Choice options={categories} {...ties} {...register('category')} />}
      </Field>
      <Field label="How urgent is it?" error={errors.priority?.message}>
        {(ties) => <Choice options={priorities} {...ties} {...register('priority')} />}
      </Field>
    </div>
  );
}

/** Watches the message alone, so that typing does not draw the whole form again. */
function MessageCounter({ form }: PartProps) {
  const text = useWatch({ control: form.control, name: 'message' });
  return <Counter text={text} min={limits.messageMin} />;
}

/**
 * A field no person meets: out of sight, out of the tab order, hidden from screen readers. Programs fill it in. Neither its
 * name nor its label is one that browsers and password managers know an answer to, and the latter are told to leave it.
 */
function Trap({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  useEffect(() => {
    // A browser may restore typed values of an earlier visit; here that would look like a program.
    if (field.current) field.current.value = '';
  }, [field]);
  return (
    <div className="trap" aria-hidden="true">
      <label>
        Leave this empty
        <input
          type="text"
          name="ld-blank"
          tabIndex={-1}
          autoComplete="off"
          maxLength={200}
          data-1p-ignore=""
          data-lpignore="true"
          data-bwignore="true"
          data-form-type="other"
          ref={field}
        />
      </label>
    </div>
  );
}
