// Whether a customer wants no message where a reply would go.
import type { Reply, Ticket } from '../../domain/ticket/state.ts';
import { recognise } from '../customer/recognise.ts';
import type { EventStore } from '../log/event-store.ts';
import type { WhatsappDirectory } from '../whatsapp/whatsapp-directory.ts';

interface UnwantedPorts {
  readonly events: EventStore;
  readonly whatsapp: Pick<WhatsappDirectory, 'wish'>;
}

/**
 * What was said from the address itself counts, on whosever ticket; where nothing was, what the customer said from another.
 * The web page writes to nobody.
 */
export async function isUnwanted(
  { events, whatsapp }: UnwantedPorts,
  { customerId }: Ticket,
  { channel }: Pick<Reply, 'channel'>,
  to: string | undefined,
): Promise<boolean> {
  if (channel !== 'whatsapp') return false;
  const wish = to === undefined ? undefined : await whatsapp.wish(to.trim());
  if (wish !== undefined) return wish === 'stop';
  const { customer } = await recognise(events, { customerId, isNew: false }, []);
  return customer?.silent.includes(channel) ?? false;
}
