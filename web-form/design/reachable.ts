// For parts that the keyboard must reach though they are no control: what scrolls by itself, and what is read with the arrow keys.

export const reachable = { tabIndex: 0 } as const;
