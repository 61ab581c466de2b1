// A button that opens a short list of actions: arrows move, Escape and a click elsewhere close, the focus comes back.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { nextItem } from './next-item.ts';

export interface MenuItem {
  /** Unlike that of its neighbours. */
  readonly label: string;
  readonly run: () => void;
  /** For a choice among several: whether it is the one. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  /** Heading over it and its neighbours of the same one. */
  readonly group?: string;
}

interface MenuProps {
  /** On the button. */
  readonly label: ReactNode;
  /** Name of the button where the label is not words. */
  readonly name?: string | undefined;
  readonly items: readonly MenuItem[];
  /** Class of the button. */
  readonly look?: 'quiet' | 'secondary';
}

export function Menu({ label, name, items, look = 'secondary' }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    itemsIn(whole.current)[0]?.focus();
    const elsewhere = (event: PointerEvent) => {
      if (event.target instanceof Node && !whole.current?.contains(event.target)) setOpen(false);
    };
    addEventListener('pointerdown', elsewhere);
    return () => removeEventListener('pointerdown', elsewhere);
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      return close();
    }
    if (event.key === 'Tab') return setOpen(false);
    const all = itemsIn(whole.current);
    const next = nextItem(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
    if (next === undefined || !isOpen) return;
    event.preventDefault();
    all[next]?.focus();
  };
  return (
    <div ref={whole} className="menu">
      <button
        ref={button}
        onKeyDown={onKey}
        type="button"
        className={look}
        aria-label={name}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </button>
      {isOpen && (
        <div id={id} role="menu" tabIndex={-1} className="menu-list" onKeyDown={onKey}>
          {groupsOf(items).map(({ group, members }) => (
            <MenuGroup key={group ?? 'rest'} group={group} members={members} onDone={close} />
          ))}
        </div>
      )}
    </div>
  );
}

interface Group {
  readonly group: string | undefined;
  readonly members: readonly MenuItem[];
}

function groupsOf(items: readonly MenuItem[]): readonly Group[] {
  const names = [...new Set(items.map(({ group }) => group))];
  return names.map((group) => ({ group, members: items.filter((item) => item.group === group) }));
}

function MenuGroup({ group, members, onDone }: Group & { readonly onDone: () => void }) {
  const entries = members.map((item) => <MenuEntry key={item.label} item={item} onDone={onDone} />);
  if (group === undefined) return entries;
  return (
    <fieldset aria-label={group}>
      <p className="menu-heading" aria-hidden="true">
        {group}
      </p>
      {entries}
    </fieldset>
  );
}

function MenuEntry({ item, onDone }: { readonly item: MenuItem; readonly onDone: () => void }) {
  const { label, run, checked, disabled = false } = item;
  const kind =
    checked === undefined
      ? ({ role: 'menuitem' } as const)
      : ({ role: 'menuitemradio', 'aria-checked': checked } as const);
  return (
    <button
      type="button"
      {...kind}
      aria-disabled={disabled}
      tabIndex={-1}
      onClick={() => {
        if (disabled) return;
        onDone();
        run();
      }}
    >
      {label}
    </button>
  );
}

function itemsIn(whole: HTMLElement | null): readonly HTMLElement[] {
  return [...(whole?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}
