// A stand-in for Twilio's WhatsApp on loopback: for tests, and for a desk without credentials.
import { randomBytes } from 'node:crypto';
import { callApi, fault, inboundForm, receive, report, type SandboxState } from './api.ts';
import { control } from './control.ts';
import { newSid, newStore, type SandboxMessage } from './store.ts';
import { type SandboxWebhooks, sandboxWebhooks } from './webhooks.ts';

export interface TwilioSandboxOptions {
  /** Our number, `whatsapp:+…`. */
  readonly number: string;
  /** Default: any free one. */
  readonly port?: number;
  readonly now?: () => number;
  /** Default: made anew at every start. */
  readonly accountSid?: string;
  readonly authToken?: string;
}

/** What a customer sends. */
export interface CustomerChat {
  /** `whatsapp:+…`, or a user id. */
  readonly from: string;
  readonly text: string;
  readonly profileName?: string;
  /** A user id beside the number. */
  readonly userId?: string;
  readonly repliedTo?: string;
  readonly media?: readonly { readonly mediaType: string; readonly content: Uint8Array }[];
  /** Further fields, as new ones come at any time. */
  readonly more?: Readonly<Record<string, string>>;
}

export interface TwilioSandbox extends AsyncDisposable {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly number: string;
  /** Where the desk is, and under which public URL it knows itself. */
  to(url: string, publicUrl?: string): void;
  customerSends(chat: CustomerChat): Promise<{ readonly sid: string; readonly status: number }>;
  /** What stands in a customer's chat, oldest first. */
  chat(customer: string): readonly SandboxMessage[];
  /** Everything that left the desk, oldest first. */
  readonly outbound: () => readonly SandboxMessage[];
  /** Moves a message of ours and tells the desk. */
  report(sid: string, status: string, errorCode?: number): Promise<number>;
  readonly faults: {
    /** The next so many sends are refused. */
    failNext(times: number, status: number, code?: number, retryAfterSeconds?: number): void;
    /** The next send is taken, and then no answer comes (or a 503). */
    loseNextAnswer(how: 'hang' | 'error'): void;
    /** News of the next sends arrives before their answer. */
    callbackFirst(on: boolean): void;
    /** No news by itself. */
    silent(on: boolean): void;
    /** Every answer is late by so much, milliseconds. */
    delay(ms: number): void;
  };
  readonly webhooks: Pick<SandboxWebhooks, 'drop' | 'duplicate' | 'answers' | 'idle'>;
}

/** Everything is in memory and begins anew with every start. @throws when the port is taken */
export async function twilioSandbox(options: TwilioSandboxOptions): Promise<TwilioSandbox> {
  const {
    number,
    now = Date.now,
    accountSid = newSid('AC'),
    authToken = randomBytes(16).toString('hex'),
  } = options;
  let desk: { publicUrl: string; url: string } | undefined;
  const webhooks = sandboxWebhooks(authToken, () => desk);
  const state: SandboxState = {
    store: newStore(),
    webhooks,
    number,
    accountSid,
    now,
    failures: [],
    lost: [],
    callbackFirst: false,
    silent: false,
    delayMs: 0,
  };
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  let origin = '';
  const customerSends = async (
    chat: CustomerChat,
  ): Promise<{ readonly sid: string; readonly status: number }> => {
    const message = receive(state, chat);
    const status = desk
      ? await webhooks.post(
          `${desk.publicUrl}/webhooks/whatsapp`,
          inboundForm(state, message, chat, server.url.origin),
        )
      : 0;
    return { sid: message.sid, status };
  };
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: options.port ?? 0,
    idleTimeout: 120,
    fetch: async (request) => {
      const { pathname } = new URL(request.url);
      if (state.delayMs > 0) await Bun.sleep(state.delayMs);
      if (pathname === '/sandbox/messages') return control(state.store, request, customerSends);
      if (request.headers.get('authorization') !== authorization) return fault(401, 20003);
      return callApi(state, request, pathname.replace(`/2010-04-01/Accounts/${accountSid}`, ''));
    },
  });
  origin = server.url.origin;
  return {
    url: origin,
    accountSid,
    authToken,
    number,
    to(url, publicUrl = url) {
      desk = { url: url.replace(/\/+$/, ''), publicUrl: publicUrl.replace(/\/+$/, '') };
    },
    customerSends,
    chat: (customer) => state.store.messages.filter((one) => one.from === customer || one.to === customer),
    outbound: () => state.store.messages.filter((one) => one.direction === 'outbound-api'),
    report: (sid, status, errorCode) => report(state, sid, status, errorCode),
    faults: {
      failNext: (times, status, code, retryAfterSeconds) =>
        void state.failures.push(
          ...Array.from({ length: times }, () => ({ status, code, retryAfterSeconds })),
        ),
      loseNextAnswer: (how) => void state.lost.push(how),
      callbackFirst(on) {
        state.callbackFirst = on;
      },
      silent(on) {
        state.silent = on;
      },
      delay(ms) {
        state.delayMs = ms;
      },
    },
    webhooks,
    async [Symbol.asyncDispose]() {
      await server.stop(true);
    },
  };
}
