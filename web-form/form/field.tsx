// A labelled field: hint and error are tied to the control, so that they are read with it.
import { type ComponentProps, type ReactNode, useId } from 'react';

/** What ties a control to its label, hint and error. */
export interface Ties {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Shown beside the hint, at the end of the line. */
  readonly aside?: ReactNode;
  readonly children: (ties: Ties) => ReactNode;
}

export function Field({ label, hint, error, aside, children }: FieldProps) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const describedBy = [errorId, hintId].filter((part) => part !== undefined).join(' ') || undefined;
  return (
    <div className="field" data-invalid={error !== undefined}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error !== undefined })}
      {error !== undefined && (
        <p className="field-error" id={errorId}>
          {error}
        </p>
      )}
      {(hint !== undefined || aside !== undefined) && (
        <div className="field-foot">
          <span id={hintId}>{hint}</span>
          {aside}
        </div>
      )}
    </div>
  );
}

interface ChoiceProps extends Ties {
  readonly options: readonly (readonly [value: string, label: string])[];
}

/** A native list of choices in the house style: keyboard, screen reader and phone pickers work as they always do. */
export function Choice({ options, ...select }: ChoiceProps & ComponentProps<'select'>) {
  return (
    <span className="choice">
      <select {...select}>
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d="M2.5 4.5 6 8l3.5-3.5" />
      </svg>
    </span>
  );
}
