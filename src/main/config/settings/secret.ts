// What marks a setting as a secret.

/** A secret is never printed, not even when it is wrong. */
export const secret = { secret: true } as const;
