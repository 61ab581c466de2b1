// What a question wants done, in groups of verbs that mean the same, so that a passage about the opposite is not taken for its answer.

/** Verbs of one group are taken for each other. `open` is left out of passages: there it mostly opens a page. */
const groups: Readonly<Record<string, string>> = {
  begin:
    'turn on|switch on|enabl(?:e|es|ed|ing)|activat(?:e|es|ed|ing|ion)|creat(?:e|es|ed|ing)|add(?:s|ed|ing)?|set(?:ting)? up|invit(?:e|es|ed|ing)|sign(?:ing)? up|regist(?:er|ered|ering|ration)|subscribe',
  end: 'turn(?:ing|ed)? off|switch(?:ing|ed)? off|disabl(?:e|es|ed|ing)|deactivat(?:e|es|ed|ing)|clos(?:e|es|ed|ing)|delet(?:e|es|ed|ing|ion)|remov(?:e|es|ed|ing|al)|disconnect(?:s|ed|ing)?|stop(?:s|ped|ping)?|cancel(?:s|led|ed|ling|ing|lation)?|unsubscribe|get(?:ting)? rid of|eras(?:e|es|ed|ing|ure)|unlink(?:ed)?|revok(?:e|ed|ing)|void(?:s|ed|ing)?|take off|taken off|untick|anonymis(?:e|ing)',
  more: 'upgrad(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|more|higher|next plan',
  less: 'downgrad(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)?|smaller|less',
  join: 'merg(?:e|es|ed|ing)|combin(?:e|es|ed|ing)|join(?:s|ed|ing)?|together',
  part: 'split(?:s|ting)?|separat(?:e|ed|ing|ely)|divid(?:e|ed|ing)',
  pause:
    'paus(?:e|es|ed|ing)|suspend(?:s|ed|ing)?|freez(?:e|ing)|on hold|holiday|put on hold|resum(?:e|es|ed|ing)',
  undo: 'undo|undone|restor(?:e|es|ed|ing)|reopen(?:s|ed|ing)?|recover(?:s|ed|ing|y)?|reactivat(?:e|ed|ing)|bring back|get (?:\\w{1,20} )?back',
};

const patterns = Object.entries(groups).map(
  ([group, verbs]) => [group, new RegExp(`\\b(?:${verbs})\\b`)] as const,
);
const opening = /\bopen(?:s|ed|ing)?\b/;

/** Leads from "how do I" or "I want to" to the verb; an adverb may stand between. */
const asking =
  /\b(?:how (?:do|can|could|would|should|to)|can|could|may|want to|like to|need to|trying to|try to|please|able to|possible to|way to)(?: (?:i|we|one|you))?(?: (?:also|please|just|only|quickly|simply|easily|still|again))?(?: to)? ([a-z' -]{2,40})/g;

/**
 * The groups of what a text asks to do: the verb right after "how do I", "I want to" and the like.
 * @param text lower case, single spaces
 */
export function actionsAsked(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, rest = ''] of text.matchAll(asking)) {
    const verb = rest.replace(splitVerb, '$1 $3 $2');
    for (const [group, pattern] of patterns) if (verb.search(pattern) === 0) found.add(group);
    if (verb.search(opening) === 0) found.add('begin');
  }
  return [...found];
}

/** "turn it off", "switch the codes off": the second half of the verb comes later. */
const splitVerb = /^(turn|switch|set|take|bring|get) (.{1,30}?) (on|off|up|back)\b/;

/** Whether a passage does what was asked. @param passage lower case, single spaces */
export function does(passage: string, group: string): boolean {
  return patterns.some(([name, pattern]) => name === group && pattern.test(passage));
}

const opposites: Readonly<Record<string, string>> = {
  begin: 'end',
  end: 'begin',
  more: 'less',
  less: 'more',
  join: 'part',
  part: 'join',
};

/** Whether a title and heading announce the opposite of what was asked, and not that. */
export function opposes(leading: string, group: string): boolean {
  const opposite = opposites[group];
  return opposite !== undefined && does(leading, opposite) && !does(leading, group);
}

/** What the customer does not want, as words: "I do not want to cancel, only …" is no question about cancelling. */
export function unwanted(text: string): readonly string[] {
  const refusals =
    /\b(?:do not|don't|not|never) (?:want|wish|intend|plan|mean|need|like|looking|trying|asking|going)(?: to| for)? (?:a |an |the |my |our )?([a-z]{3,30})/g;
  return [...text.matchAll(refusals)].map(([, word = '']) => word);
}
