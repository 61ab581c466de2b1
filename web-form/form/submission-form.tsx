// The form a customer writes to the desk with.
import { type RefObject, useEffect, useRef, useState } from 'react';
import { type SubmitErrorHandler, useForm, useWatch } from 'react-hook-form';
import { countedAs, limits, type Submission } from '../../src/application/ticket/submission.ts';
import type { Category } from '../../src/domain/ticket/classification.ts';
import type { Filed } from '../client/contract.ts';
import type { Desk } from '../client/desk.ts';
import type { Trouble } from '../client/http.ts';
import { sendUnder } from '../client/send-under.ts';
import { categories, priorities } from './choices.ts';
import { Counter } from './counter.tsx';
import { keepDraft, newSubmissionId } from './draft.ts';
import { Choice, Field } from './field.tsx';
import { formSession } from './session.ts';
import { FailedSend, type Problem, Summary } from './summary.tsx';
import { tidy, validate, visibleFields } from './validate.ts';

const draftFields = [...visibleFields, 'submissionId'] as const;

const visit = (session: string | undefined) => (session === undefined ? {} : { session });

interface SubmissionFormProps {
  readonly desk: Desk;
  /** Chosen beforehand, for a form that stands on a page about one thing. */
  readonly category?: Category | undefined;
  readonly onFiled: (filed: Filed) => void;
}

export function SubmissionForm({ desk, category, onFiled }: SubmissionFormProps) {
  const [draft] = useState(() => keepDraft(`${desk.base}/form`, draftFields));
  const [start] = useState(() => ({ ...blank(category), ...draft.load() }) as Submission);
  const [trouble, setTrouble] = useState<Trouble>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const trap = useRef<HTMLInputElement>(null);
  const form = useForm<Submission>({ resolver: validate, defaultValues: start });
  const { register, formState } = form;
  const { errors, isSubmitting } = formState;

  const send = async (values: Submission) => {
    setTrouble(undefined);
    setProblems([]);
    // Kept with the draft: a second try, even after a reload, files the same ticket.
    draft.save(form.getValues());
    const answer = await sendUnder(values.submissionId, {
      send: (submissionId) =>
        desk.submit(
          tidy({ ...values, submissionId, website: trap.current?.value ?? '', ...visit(formSession()) }),
        ),
      renew: renewId,
    });
    if (answer.ok) {
      draft.clear();
      onFiled(answer.body);
    } else if (answer.trouble.kind === 'invalid') {
      // Nothing was filed, so a corrected text is a new submission.
      renewId();
      takeBack(answer.trouble);
    } else {
      setTrouble(answer.trouble);
    }
  };
  const renewId = () => {
    const submissionId = newSubmissionId();
    form.setValue('submissionId', submissionId);
    draft.save(form.getValues());
    return submissionId;
  };
  /** Shows the server's findings at their fields; one about no field we show is told as a whole. */
  const takeBack = (refusal: Extract<Trouble, { kind: 'invalid' }>) => {
    const named = visibleFields.flatMap((field) =>
      refusal.fields.filter((f) => f.field === field).map((f) => ({ ...f, field })),
    );
    for (const { field, message } of named) form.setError(field, { type: 'server', message });
    setProblems(named);
    if (named[0]) form.setFocus(named[0].field);
    else setTrouble(refusal);
  };
  const refuse: SubmitErrorHandler<Submission> = (found) => {
    setTrouble(undefined);
    setProblems(
      visibleFields.flatMap((field) =>
        found[field] ? [{ field, message: found[field].message ?? '' }] : [],
      ),
    );
  };

  return (
    <form
      className="form"
      noValidate
      aria-label="Write to support"
      onChange={() => draft.save(form.getValues())}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSubmitting) void form.handleSubmit(send, refuse)(event);
      }}
    >
      <Summary
        attempt={formState.submitCount}
        errors={problems}
        isFixed={(field) => errors[field] === undefined}
        onChoose={(field) => form.setFocus(field)}
      />
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
      <div className="pair">
        <Field label="What is it about?" error={errors.category?.message}>
          {(ties) => <Choice options={categories} {...ties} {...register('category')} />}
        </Field>
        <Field label="How urgent is it?" error={errors.priority?.message}>
          {(ties) => <Choice options={priorities} {...ties} {...register('priority')} />}
        </Field>
      </div>
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

function blank(category: Category | undefined): Submission {
  return {
    name: '',
    email: '',
    subject: '',
    category: category ?? 'general',
    priority: 'normal',
    message: '',
    submissionId: newSubmissionId(),
  };
}

/** Watches the message alone, so that typing does not draw the whole form again. */
function MessageCounter({ form }: { readonly form: ReturnType<typeof useForm<Submission>> }) {
  const text = useWatch({ control: form.control, name: 'message' });
  return <Counter text={text} min={limits.messageMin} />;
}

/** A field no person meets: out of sight, out of the tab order, hidden from screen readers. Programs fill it in. */
function Trap({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  useEffect(() => {
    // A browser may restore typed values of an earlier visit; here that would look like a program.
    if (field.current) field.current.value = '';
  }, [field]);
  return (
    <div className="trap" aria-hidden="true">
      <label>
        Website
        <input type="text" name="website" tabIndex={-1} autoComplete="off" ref={field} />
      </label>
    </div>
  );
}
