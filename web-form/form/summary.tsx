// What is wrong, said once at the place where it is heard: the error summary and the failed send.
import type { Trouble } from '../client/http.ts';
import { troubleWords } from '../client/trouble.ts';
import type { VisibleField } from './validate.ts';

export interface Problem {
  readonly field: VisibleField;
  readonly message: string;
}

interface SummaryProps {
  /** How often the form was sent: a new try announces the summary again. */
  readonly attempt: number;
  /** What was wrong at the last try. The list stays as it was, so that nothing moves under the typing hand. */
  readonly errors: readonly Problem[];
  readonly isFixed: (field: VisibleField) => boolean;
  readonly onChoose: (field: VisibleField) => void;
}

/** Every invalid field with its sentence; choosing one goes to the field. */
export function Summary({ attempt, errors, isFixed, onChoose }: SummaryProps) {
  if (errors.length === 0) return null;
  const title =
    errors.length === 1 ? 'One thing needs your attention' : `${errors.length} things need your attention`;
  return (
    <div className="notice bad" role="alert" key={attempt}>
      <p className="notice-title">{title}</p>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={field} data-fixed={isFixed(field)}>
            <button type="button" className="link" onClick={() => onChoose(field)}>
              {message}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A send that did not work out. */
export function FailedSend({ trouble }: { readonly trouble: Trouble | undefined }) {
  return (
    <div role="alert">
      {trouble && (
        <div className="notice bad">
          <p className="notice-title">Not sent yet</p>
          <p>{troubleWords(trouble, 'your message')}</p>
        </div>
      )}
    </div>
  );
}
