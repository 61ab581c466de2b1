// What happens to what is typed into the form: kept as a draft, checked, sent once, and taken back where it is refused.
import { type RefObject, useState } from 'react';
import { type SubmitErrorHandler, useForm } from 'react-hook-form';
import type { Submission } from '../../src/application/ticket/submission.ts';
import type { Category } from '../../src/domain/ticket/classification.ts';
import type { Filed } from '../client/contract.ts';
import type { Desk } from '../client/desk.ts';
import { freshId } from '../client/fresh-id.ts';
import type { Trouble } from '../client/http.ts';
import { sendUnder } from '../client/send-under.ts';
import { keepDraft } from './draft.ts';
import { formSession } from './session.ts';
import type { Problem } from './summary.tsx';
import { tidy, validate, visibleFields } from './validate.ts';

const draftFields = [...visibleFields, 'submissionId'] as const;

const visit = (session: string | undefined) => (session === undefined ? {} : { session });

export interface SubmissionOptions {
  readonly desk: Desk;
  /** Chosen beforehand, for a form that stands on a page about one thing. */
  readonly category?: Category | undefined;
  readonly onFiled: (filed: Filed) => void;
}

/** @param trap what no person fills in */
export function useSubmission(
  { desk, category, onFiled }: SubmissionOptions,
  trap: RefObject<HTMLInputElement | null>,
) {
  const [draft] = useState(() => keepDraft(`${desk.base}/form`, draftFields));
  const [start] = useState(() => ({ ...blank(category), ...draft.load() }) as Submission);
  const [trouble, setTrouble] = useState<Trouble>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const form = useForm<Submission>({ resolver: validate, defaultValues: start });

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
    const submissionId = freshId();
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

  return {
    form,
    /** Why it could not be sent. */
    trouble,
    /** What was wrong at the last try, field by field. */
    problems,
    keep: () => draft.save(form.getValues()),
    submit: form.handleSubmit(send, refuse),
  };
}

function blank(category: Category | undefined): Submission {
  return {
    name: '',
    email: '',
    subject: '',
    category: category ?? 'general',
    priority: 'normal',
    message: '',
    submissionId: freshId(),
  };
}
