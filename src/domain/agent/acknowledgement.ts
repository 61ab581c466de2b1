// What a customer is told when a human takes over. Honest: it promises no time and no result.
import type { EscalationReason } from '../ticket/reasons.ts';
import { abroad, openingAbroad } from './acknowledgements-abroad.ts';
import type { Language } from './languages/phrases.ts';

const because: Record<EscalationReason, string> = {
  legal: 'Your message raises a legal matter, which a person on our team has to handle.',
  refund: 'Refunds are decided by a person, so we have passed your request on to our team.',
  pricing: 'Prices and terms are agreed by a person, so we have passed your request on to our team.',
  security:
    'Your message may concern the security of your account, so a person on our team looks at it with priority. Please do not send us passwords or codes.',
  threat: '',
  'human-requested': 'You asked for a person, and your message is now with our team.',
  anger: 'We are sorry for the trouble. A person on our team takes over from here.',
  'nothing-found':
    'We did not find a reliable answer in our help articles, so a person on our team takes over.',
  'low-confidence': 'We are not sure enough of an automatic answer, so a person on our team takes over.',
  guardrail:
    'We could not prepare an automatic answer we can stand behind, so a person on our team takes over.',
  'turn-cap': 'This needs more than automatic answers, so a person on our team takes over.',
  'spend-cap': 'This needs more than automatic answers, so a person on our team takes over.',
  'agent-failure': 'We cannot answer automatically at the moment, so a person on our team takes over.',
  overdue: 'You have waited for an answer longer than you should, so a person on our team takes over.',
  undeliverable: 'We could not deliver an answer to you, so a person on our team takes over.',
  'taken-over': 'A person on our team has taken up your message.',
};

const care = [
  'Thank you for telling us. A person looks at your message first, before anything else, and not a machine.',
  'If you or someone else is in immediate danger, please call your local emergency services now.',
].join(' ');

const english = {
  offHours: 'Our team is not at work at this hour.',
  further:
    'Thank you, we have added your message to #. It is already with a person on our team, who sees everything you wrote.',
};

export interface AcknowledgementSetting {
  /** The customer's; English where it is not known. */
  readonly language?: Language | undefined;
  /** True while nobody of the team is at work: then the customer is told so. Never for a threat, which does not wait. */
  readonly offHours?: boolean;
}

/**
 * The text of an acknowledgement, plain and the same on every channel.
 * @param reason why a human takes over
 * @param reference the ticket's reference, for the customer to quote
 */
export function acknowledgement(
  reason: EscalationReason,
  reference: string,
  { language = 'en', offHours = false }: AcknowledgementSetting = {},
): string {
  const isAway = offHours && reason !== 'threat';
  if (language !== 'en') {
    const wordings = abroad[language];
    const parts = [openingAbroad(wordings, reason), ...(isAway ? [wordings.offHours] : [])];
    return [...parts, wordings.reference.replace('#', reference)].join(' ');
  }
  const opening = reason === 'threat' ? care : because[reason];
  const away = isAway ? ` ${english.offHours}` : '';
  return `${opening}${away} Your reference is ${reference}; you can add to it by replying here.`;
}

/** What a customer is told who writes again while the ticket is already with staff. */
export function furtherMessageAcknowledgement(
  reference: string,
  { language = 'en', offHours = false }: AcknowledgementSetting = {},
): string {
  const { further, offHours: away } = language === 'en' ? english : abroad[language];
  return [further.replace('#', reference), ...(offHours ? [away] : [])].join(' ');
}
