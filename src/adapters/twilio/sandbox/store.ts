// What the stand-in remembers: messages in both directions, files, and who may be written to.
import { randomBytes } from 'node:crypto';

export interface SandboxMessage {
  readonly sid: string;
  readonly direction: 'inbound' | 'outbound-api';
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** ms since the epoch */
  readonly at: number;
  readonly media: readonly SandboxMedia[];
  readonly statusCallback?: string;
  status: string;
  errorCode?: number;
}

export interface SandboxMedia {
  readonly sid: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export interface SandboxStore {
  readonly messages: SandboxMessage[];
  /** Customers who sent STOP. */
  readonly silent: Set<string>;
}

const mostMessages = 20_000;

export const newStore = (): SandboxStore => ({ messages: [], silent: new Set() });
export const newSid = (kind: 'SM' | 'MM' | 'ME' | 'AC') => `${kind}${randomBytes(16).toString('hex')}`;

export function remember({ messages }: SandboxStore, message: SandboxMessage): SandboxMessage {
  messages.push(message);
  if (messages.length > mostMessages) messages.splice(0, mostMessages / 2);
  return message;
}

/** When this customer last wrote, ms since the epoch. */
export function lastInbound({ messages }: SandboxStore, customer: string): number | undefined {
  return messages.findLast((one) => one.direction === 'inbound' && one.from === customer)?.at;
}

/** As Twilio shows it. */
export function view(message: SandboxMessage, accountSid: string): object {
  const { sid, direction, from, to, body, at, media, status, errorCode } = message;
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`;
  return {
    sid,
    account_sid: accountSid,
    direction,
    from,
    to,
    body,
    status,
    num_media: String(media.length),
    date_created: new Date(at).toUTCString(),
    date_sent: new Date(at).toUTCString(),
    error_code: errorCode ?? null,
    uri,
  };
}
