// The few signs of the inbox. They stand beside words or have none to add: screen readers skip them.
import type { ReactNode } from 'react';

const shapes = {
  email: <path d="M2 4.5h12v8H2zM2 5l6 4.5L14 5" />,
  whatsapp: <path d="M3 13.2l.8-2.6A5.6 5.6 0 1 1 6 12.5zM6 6.2c0 2 1.8 3.8 3.8 3.8" />,
  webform: (
    <path d="M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM2.4 8h11.2M8 2.2c-3.4 3.4-3.4 8.2 0 11.6 3.4-3.4 3.4-8.2 0-11.6" />
  ),
  note: <path d="M3 2.5h10v7.2L9.7 13H3zM9.5 13V9.5H13" />,
  file: <path d="M4 2h5l3 3v9H4zM9 2v3h3" />,
  back: <path d="M10 3L5 8l5 5" />,
  search: <path d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4l3.4 3.4" />,
  warn: <path d="M8 2.2l6.2 11H1.8zM8 6.6v3.2M8 11.6v.2" />,
  done: <path d="M3 8.5l3.2 3.2L13 4.8" />,
  side: <path d="M2.5 3h11v10h-11zM9.5 3v10" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" data-icon={name} aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}

export function channelIcon(channel: string): IconName {
  return channel === 'email' || channel === 'whatsapp' ? channel : 'webform';
}

/** The key that does the same as the button it stands on. */
export function Key({ of }: { readonly of: string }) {
  return (
    <span className="key" aria-hidden="true">
      {of}
    </span>
  );
}
