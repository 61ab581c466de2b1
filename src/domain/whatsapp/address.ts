// Addresses on WhatsApp: a phone number, or since 2026 a user id that only our business knows.
import type { Identifier } from '../customer/identifier.ts';

/** How Twilio writes them: `whatsapp:+4915112345678`, `whatsapp:US.1A2b3C`, `whatsapp:US.ENT.1A2b3C`. */
const shape = /^whatsapp:(?:(\+[1-9]\d{6,14})|([A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}))$/;

/** @returns undefined when it is neither: nothing is guessed from what looks like a number */
export function parseWhatsappAddress(address: string): Identifier | undefined {
  const [, phone, userId] = shape.exec(address.trim()) ?? [];
  if (phone !== undefined) return { kind: 'phone', value: phone };
  return userId === undefined ? undefined : { kind: 'whatsapp-user', value: userId };
}

/** The phone number that WhatsApp gives beside the address, digits only. */
export function parseWaId(digits: string): Identifier | undefined {
  return /^[1-9]\d{6,14}$/.test(digits) ? { kind: 'phone', value: `+${digits}` } : undefined;
}

/** A user id on its own, as it stands beside a phone number. */
export function parseUserId(text: string): Identifier | undefined {
  return parseWhatsappAddress(text.startsWith('whatsapp:') ? text : `whatsapp:${text}`)?.kind ===
    'whatsapp-user'
    ? { kind: 'whatsapp-user', value: text.replace(/^whatsapp:/, '') }
    : undefined;
}
