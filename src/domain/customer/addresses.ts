// Where a customer can be written to: only what is proven to be theirs.
import type { Channel } from '../conversation/channel.ts';
import { parseWhatsappAddress } from '../whatsapp/address.ts';
import { type Evidence, normaliseEmail } from './identifier.ts';
import type { Customer, LinkedIdentifier } from './state.ts';

export interface Address {
  readonly channel: Exclude<Channel, 'webform'>;
  /** An e-mail address, or `whatsapp:+…` as the provider writes it. */
  readonly to: string;
  readonly evidence: Exclude<Evidence, 'claimed'>;
}

/** In the order they were linked. What somebody only typed may be anybody's, and is left out. */
export function provenAddresses({ identifiers }: Customer): readonly Address[] {
  return identifiers.flatMap(addressOf);
}

/** Checked again: of an erased customer every identifier reads the same, and is no address. */
function addressOf({ kind, value, evidence }: LinkedIdentifier): readonly Address[] {
  if (evidence === 'claimed') return [];
  switch (kind) {
    case 'email':
      return normaliseEmail(value) ? [{ channel: 'email', to: value, evidence }] : [];
    case 'phone':
    case 'whatsapp-user': {
      const to = `whatsapp:${value}`;
      return parseWhatsappAddress(to) ? [{ channel: 'whatsapp', to, evidence }] : [];
    }
    case 'external':
    case 'session':
      return [];
  }
}
