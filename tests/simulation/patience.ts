// How long messages may wait here: shorter than in production, so that a run of some minutes sees both ends.
export const patience = { overdueMs: 60_000, atTheLatestMs: 180_000 };
