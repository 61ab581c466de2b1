// A dialog: the browser's own, which traps the focus, makes the rest inert, closes on Escape and gives the focus back.
import { type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react';

interface DialogProps {
  readonly title: string;
  /** Escape, or a click beside it. Absent: it cannot be closed, only answered. */
  readonly onClose?: (() => void) | undefined;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** Shown as long as it is rendered. */
export function Dialog({ title, onClose, wide = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const cancel = (event: SyntheticEvent) => {
    event.preventDefault();
    onClose?.();
  };
  return (
    <dialog
      ref={dialog}
      className="dialog"
      data-wide={wide}
      aria-labelledby={titleId}
      onCancel={cancel}
      // Escape once more closes it in spite of the above: only what may be closed is left open to that.
      onKeyDown={(event) => event.key === 'Escape' && onClose === undefined && event.preventDefault()}
      onPointerDown={(event) => event.target === dialog.current && onClose?.()}
    >
      <div className="dialog-body">
        <h2 id={titleId}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

interface ConfirmProps {
  readonly title: string;
  /** On the button that does it: a verb and a thing. */
  readonly act: string;
  readonly cancel: string;
  /** It takes something away. */
  readonly danger?: boolean;
  /** It is being done. */
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /** What will happen. */
  readonly children: ReactNode;
}

/** Asks before something that cannot simply be undone. */
export function Confirm({ title, act, cancel, danger = false, busy = false, ...rest }: ConfirmProps) {
  const { onConfirm, onCancel, children } = rest;
  return (
    <Dialog title={title} onClose={busy ? undefined : onCancel}>
      <div>{children}</div>
      <div className="actions">
        <button
          type="button"
          className={danger ? 'primary danger' : 'primary'}
          aria-disabled={busy}
          onClick={() => busy || onConfirm()}
        >
          {act}
        </button>
        <button type="button" className="quiet" aria-disabled={busy} onClick={() => busy || onCancel()}>
          {cancel}
        </button>
      </div>
    </Dialog>
  );
}

interface FormActionsProps {
  /** On the button that sends the form: a verb and a thing. */
  readonly act: string;
  readonly cancel: string;
  /** It takes something away. */
  readonly danger?: boolean;
  /** It is being done, or cannot be done yet. */
  readonly busy: boolean;
  readonly onCancel: () => void;
}

/** The buttons of a form in a dialog. */
export function FormActions({ act, cancel, danger = false, busy, onCancel }: FormActionsProps) {
  return (
    <div className="actions">
      <button type="submit" className={danger ? 'primary danger' : 'primary'} aria-disabled={busy}>
        {act}
      </button>
      <button type="button" className="quiet" onClick={onCancel}>
        {cancel}
      </button>
    </div>
  );
}
