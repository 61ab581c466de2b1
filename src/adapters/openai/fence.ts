// Foreign words as data: stripped of what a model may take for structure, between lines that nobody else can write.

/** Who wrote what is inside. */
type Origin = 'customer' | 'colleague' | 'result';

export interface Fence {
  /** The text between its two lines. */
  (origin: Origin, text: string): string;
  /** A tool's result as JSON, every string in it neutralised, between the same lines. */
  json(content: unknown): string;
}

/** @param code of this run only, by chance, and long enough that nobody guesses it */
export function createFence(code: string): Fence {
  const around = (origin: Origin, inside: string) => `[${origin} ${code}]\n${inside}\n[end ${code}]`;
  const fence = (origin: Origin, text: string) => around(origin, neutral(text));
  const clean = (_: string, value: unknown) => (typeof value === 'string' ? neutral(value) : value);
  return Object.assign(fence, {
    json: (content: unknown) => around('result', JSON.stringify(content, clean) ?? 'null'),
  });
}

/** Control characters, marks of direction, tags and blanks that hide words. Joiners stay: scripts and emoji need them. */
const hidden =
  /(?![\n\t])\p{Cc}|\u034f|\u115f|\u1160|\u17b4|\u17b5|[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

/** Tokens by which chat templates of open models part their turns, and lines like ours. */
const structure =
  /<(?=\s*[|｜]|\s*\/?\s*(?:s|bos|eos|pad|think|thinking|tool_calls?|tool_response|function_calls?|start_of_turn|end_of_turn|system|assistant|user|im_start|im_end)\b|<\s*\/?\s*sys)|\[(?=\s*\/?\s*(?:inst|available_tools|tool_calls|tool_results|system_prompt|customer|colleague|result|end)\b)/gi;

/** What a model may take for the end of the data, or cannot be seen by a person, loses its effect; the words stay. */
export function neutral(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(hidden, '')
    .replace(structure, (mark) => (mark === '<' ? '‹' : '⟦'));
}
