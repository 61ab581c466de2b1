// Statuses of tickets, what became of messages and replies, and why: one table of words for every room of the staff.

export const ticketStates = {
  en: {
    open: 'Open',
    pending: 'Answered',
    escalated: 'Escalated',
    resolved: 'Resolved',
    closed: 'Closed',
  },
  de: {
    open: 'Offen',
    pending: 'Beantwortet',
    escalated: 'Eskaliert',
    resolved: 'Gelöst',
    closed: 'Geschlossen',
  },
} as const satisfies Record<'en' | 'de', Words<State>>;

export const ticketPriorities = {
  en: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' },
  de: { low: 'Niedrig', normal: 'Normal', high: 'Hoch', urgent: 'Dringend' },
} as const;

/** Of messages. A ticket that was answered waits for its customer. */
export const messageOutcomes = {
  en: {
    answered: ticketStates.en.pending,
    escalated: ticketStates.en.escalated,
    suppressed: 'Suppressed',
    unanswered: ticketStates.en.open,
  },
  de: {
    answered: ticketStates.de.pending,
    escalated: ticketStates.de.escalated,
    suppressed: 'Unterdrückt',
    unanswered: ticketStates.de.open,
  },
} as const;

/** How far a reply has come. */
export const deliveryStates = {
  en: {
    sending: 'Sending…',
    queued: 'Waiting to go out',
    attempted: 'On its way',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Not delivered',
    withdrawn: 'Withdrawn',
    rerouted: 'Not delivered, sent anew',
  },
  de: {
    sending: 'Wird gesendet…',
    queued: 'Wartet auf den Versand',
    attempted: 'Unterwegs',
    sent: 'Gesendet',
    delivered: 'Zugestellt',
    read: 'Gelesen',
    failed: 'Nicht zugestellt',
    withdrawn: 'Zurückgezogen',
    rerouted: 'Nicht zugestellt, neu gesendet',
  },
} as const;

/** Why a ticket is with staff, or a message gets no answer. */
export const ticketReasons = {
  en: {
    legal: 'Legal matter',
    refund: 'Refund',
    pricing: 'Price negotiation',
    security: 'Security',
    threat: 'Threat or self-harm',
    'human-requested': 'Wants a person',
    anger: 'Angry',
    'nothing-found': 'Nothing found',
    'low-confidence': 'Not sure enough',
    guardrail: 'Reply refused by a check',
    'turn-cap': 'Too many turns',
    'spend-cap': 'Spending limit reached',
    'agent-failure': 'Agent failed',
    overdue: 'Not answered in time',
    undeliverable: 'Reply not delivered',
    'taken-over': 'Taken over',
    automatic: 'Automatic mail',
    loop: 'Mail loop',
    spam: 'Spam',
    thanks: 'Only thanks',
    consent: 'Only about contact',
    'human-in-charge': 'A person took the ticket over',
    'customer-wrote': 'The customer wrote again',
  },
  de: {
    legal: 'Rechtliches',
    refund: 'Erstattung',
    pricing: 'Preisverhandlung',
    security: 'Sicherheit',
    threat: 'Drohung oder Selbstgefährdung',
    'human-requested': 'Möchte einen Menschen',
    anger: 'Verärgert',
    'nothing-found': 'Nichts gefunden',
    'low-confidence': 'Nicht sicher genug',
    guardrail: 'Antwort von einer Prüfung abgelehnt',
    'turn-cap': 'Zu viele Runden',
    'spend-cap': 'Ausgabengrenze erreicht',
    'agent-failure': 'Agent ausgefallen',
    overdue: 'Nicht rechtzeitig beantwortet',
    undeliverable: 'Antwort nicht zugestellt',
    'taken-over': 'Übernommen',
    automatic: 'Automatische Mail',
    loop: 'Mailschleife',
    spam: 'Spam',
    thanks: 'Nur ein Dank',
    consent: 'Nur zum Kontakt',
    'human-in-charge': 'Jemand vom Team hat übernommen',
    'customer-wrote': 'Der Kunde hat noch einmal geschrieben',
  },
} as const;

export type TicketStates = Words<State>;
export type DeliveryStates = Words<keyof (typeof deliveryStates)['en']>;
export type TicketPriorities = Words<keyof (typeof ticketPriorities)['en']>;
export type TicketReasons = Words<keyof (typeof ticketReasons)['en']>;

type State = 'open' | 'pending' | 'escalated' | 'resolved' | 'closed';
type Words<Name extends string> = Readonly<Record<Name, string>>;
