// The prompt in use. A changed text is a new file with a new version: the log names version and digest.
import text from './prompt-v2.md' with { type: 'text' };

export const prompt = { version: 'v2', text } as const;
