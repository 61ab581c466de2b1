// For the command line and the sandbox page: act as a customer, and see what stands in the chats.
import { fault } from './api.ts';
import type { CustomerChat } from './sandbox.ts';
import type { SandboxStore } from './store.ts';

export async function control(
  store: SandboxStore,
  request: Request,
  customerSends: (chat: CustomerChat) => Promise<{ readonly sid: string; readonly status: number }>,
): Promise<Response> {
  if (request.method === 'GET') {
    const latest = store.messages.slice(-200).map(({ media, ...one }) => ({ ...one, media: media.length }));
    return Response.json({ messages: latest });
  }
  const chat: unknown = await request.json().catch(() => undefined);
  if (
    typeof chat !== 'object' ||
    chat === null ||
    !('from' in chat) ||
    !('text' in chat) ||
    typeof chat.from !== 'string' ||
    typeof chat.text !== 'string'
  )
    return fault(400, undefined);
  const name =
    'profileName' in chat && typeof chat.profileName === 'string' ? { profileName: chat.profileName } : {};
  const repliedTo =
    'repliedTo' in chat && typeof chat.repliedTo === 'string' ? { repliedTo: chat.repliedTo } : {};
  return Response.json(await customerSends({ from: chat.from, text: chat.text, ...name, ...repliedTo }));
}
