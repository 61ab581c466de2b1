// The verifier that goes with what auditors are given: one file, handed out as it lies here and never run by the desk.
import text from './verify.mjs' with { type: 'text' };

/** For `node verify.mjs`. */
export const verifierText: string = text;
