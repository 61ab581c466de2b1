// Links by which a customer goes on with a ticket on another channel. They carry the ticket's code: whoever has one can
// write on the ticket, so each is shown only to its customer.
import type { JoinCodes } from './join-codes.ts';

export interface Continuation {
  readonly channel: 'email' | 'whatsapp';
  /** `mailto:` or `https:` */
  readonly url: string;
}

export interface OurAddresses {
  /** Mailbox that new mail should go to; absent: no e-mail. */
  readonly mailbox?: string;
  /** E.164; absent: no WhatsApp. */
  readonly whatsappNumber?: string;
}

export interface Continued {
  readonly ticketId: string;
  readonly reference: string;
  readonly subject: string;
}

export type Continuations = (ticket: Continued) => readonly Continuation[];

/** The text of each is prepared, so that the customer only adds what there is to say. */
export function continuations({ mailbox, whatsappNumber }: OurAddresses, codes: JoinCodes): Continuations {
  return ({ ticketId, reference, subject }) => {
    const words = `${reference} ${codes.issue(ticketId)}`;
    const links: Continuation[] = [];
    if (mailbox !== undefined) {
      // RFC 6068: spaces are %20, never +; the address is kept readable.
      const about = encodeURIComponent(`${subject} [${reference}]`);
      const body = encodeURIComponent(`\r\n\r\n${words}\r\n`);
      const to = encodeURIComponent(mailbox).replaceAll('%40', '@');
      links.push({ channel: 'email', url: `mailto:${to}?subject=${about}&body=${body}` });
    }
    if (whatsappNumber !== undefined) {
      const digits = whatsappNumber.replace(/\D/g, '');
      links.push({ channel: 'whatsapp', url: `https://wa.me/${digits}?text=${encodeURIComponent(words)}` });
    }
    return links;
  };
}
