// What the agent and the rules did: left unanswered, suggested as an article, and why.

const tenth = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
const tenths = { en: new Intl.NumberFormat('en-GB', tenth), de: new Intl.NumberFormat('de-DE', tenth) };

const toolsEnglish: Readonly<Record<string, string>> = {
  create_ticket: 'Open the ticket',
  get_customer_history: 'Look at earlier tickets',
  verify_identity: 'Send a code',
  search_knowledge_base: 'Search the knowledge',
  escalate_to_human: 'Escalate',
  send_response: 'Reply',
};
const toolsGerman: typeof toolsEnglish = {
  create_ticket: 'Ticket eröffnen',
  get_customer_history: 'Frühere Tickets ansehen',
  verify_identity: 'Code senden',
  search_knowledge_base: 'Wissen durchsuchen',
  escalate_to_human: 'Eskalieren',
  send_response: 'Antworten',
};

export const agentEnglish = {
  suppressed: {
    tag: (reason: string) => `No answer: ${reason}`,
    title: (reason: string) => `Suppressed: ${reason}`,
    because: 'No answer, because:',
    silent: 'The sender was told nothing.',
    release: 'Release',
    releaseHint: 'Released, it is dealt with like any other message.',
    released: 'Released. It is being dealt with.',
    discard: 'Discard…',
    discardNow: 'Discard',
    discarded: 'Discarded.',
    discardTitle: 'Discard for good?',
    discardReason: 'Why',
    discardHint: 'Kept in the log. It leaves this list and gets no answer.',
    reasonMissing: 'Please say why.',
  },
  suggestion: {
    label: 'Suggested article',
    hint: 'Drafted from this ticket, without what rules found to be personal. Read it before you publish it.',
    title: 'Title',
    text: 'Text',
    approve: 'Publish',
    reject: 'Do not suggest again',
    approved: 'Published. The agent answers from it at once.',
    rejected: 'It is not suggested again.',
  },
  why: {
    ask: 'Why this answer?',
    none: 'No decision yet',
    noneHint: 'The reasons appear here once the agent or the rules have decided.',
    kind: {
      answered: 'Answered',
      withdrawn: 'Withdrawn before it went out',
      escalated: 'Escalated',
      suppressed: 'No answer',
      staff: 'Answered by staff',
      none: 'Came to nothing',
    },
    signals: 'What the rules saw',
    searches: 'Searched',
    found: (count: number, percent: number) => `${count} found, ${percent}% sure`,
    tooLittle: 'too little',
    sources: 'Sources',
    checks: 'Checks',
    refusedText: 'The text that was refused',
    models: 'Models',
    failures: 'Could not work',
    tools: 'Tools',
    tool: toolsEnglish,
    toolOutcome: { refused: 'refused', failed: 'failed' } as Readonly<Record<string, string>>,
    call: (input: number, output: number, cost: string, seconds: number) =>
      `${input.toLocaleString('en-GB')} in, ${output.toLocaleString('en-GB')} out · ${cost} · ${tenths.en.format(seconds)} s`,
    total: (tokens: number, cost: string, seconds: number) =>
      `In all ${tokens.toLocaleString('en-GB')} tokens · ${cost} · ${tenths.en.format(seconds)} s`,
  },
};

export const agentGerman: typeof agentEnglish = {
  suppressed: {
    tag: (reason) => `Keine Antwort: ${reason}`,
    title: (reason) => `Unterdrückt: ${reason}`,
    because: 'Keine Antwort, weil:',
    silent: 'Dem Absender wurde nichts gesagt.',
    release: 'Freigeben',
    releaseHint: 'Danach wird sie behandelt wie jede andere Nachricht.',
    released: 'Freigegeben. Sie wird bearbeitet.',
    discard: 'Verwerfen…',
    discardNow: 'Verwerfen',
    discarded: 'Verworfen.',
    discardTitle: 'Endgültig verwerfen?',
    discardReason: 'Begründung',
    discardHint:
      'Die Nachricht verlässt diese Liste und bekommt keine Antwort. Ihre Begründung bleibt im Protokoll.',
    reasonMissing: 'Bitte geben Sie eine Begründung an.',
  },
  suggestion: {
    label: 'Vorgeschlagener Artikel',
    hint: 'Aus diesem Ticket entworfen, ohne das, was Regeln als persönlich erkannten. Lesen Sie ihn, bevor Sie ihn veröffentlichen.',
    title: 'Titel',
    text: 'Text',
    approve: 'Veröffentlichen',
    reject: 'Nicht wieder vorschlagen',
    approved: 'Veröffentlicht. Der Agent antwortet sofort daraus.',
    rejected: 'Er wird nicht wieder vorgeschlagen.',
  },
  why: {
    ask: 'Warum diese Antwort?',
    none: 'Noch keine Entscheidung',
    noneHint: 'Die Gründe erscheinen hier, sobald der Agent oder die Regeln entschieden haben.',
    kind: {
      answered: 'Beantwortet',
      withdrawn: 'Zurückgezogen, bevor sie hinausging',
      escalated: 'Eskaliert',
      suppressed: 'Keine Antwort',
      staff: 'Vom Team beantwortet',
      none: 'Ohne Ergebnis',
    },
    signals: 'Was die Regeln sahen',
    searches: 'Gesucht',
    found: (count, percent) => `${count} gefunden, ${percent} % sicher`,
    tooLittle: 'zu wenig',
    sources: 'Quellen',
    checks: 'Prüfungen',
    refusedText: 'Der abgelehnte Text',
    models: 'Modelle',
    failures: 'Konnte nicht arbeiten',
    tools: 'Werkzeuge',
    tool: toolsGerman,
    toolOutcome: { refused: 'abgelehnt', failed: 'fehlgeschlagen' },
    call: (input, output, cost, seconds) =>
      `${input.toLocaleString('de-DE')} hinein, ${output.toLocaleString('de-DE')} heraus · ${cost} · ${tenths.de.format(seconds)} s`,
    total: (tokens, cost, seconds) =>
      `Insgesamt ${tokens.toLocaleString('de-DE')} Token · ${cost} · ${tenths.de.format(seconds)} s`,
  },
};
