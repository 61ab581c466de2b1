// Whether a webhook is Twilio's: its signature over our configured public URL, never over what a header claims.
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import type { WebhookRequest } from '../../application/channel/webhook.ts';
import { formOf } from './form.ts';

export interface SignatureOptions {
  /** Any of them: two while one replaces the other. At least one. */
  readonly authTokens: readonly string[];
  /** Where Twilio reaches us, without a slash at the end. */
  readonly publicUrl: string;
}

/** @returns why it is not Twilio's; undefined when it is */
export type VerifySignature = (request: WebhookRequest) => string | undefined;

/** @throws when there is no token: there is no way to leave the check out */
export function verifySignature({ authTokens, publicUrl }: SignatureOptions): VerifySignature {
  if (authTokens.length === 0 || authTokens.some((token) => token === ''))
    throw new Error('webhooks cannot be checked without an auth token');
  const base = publicUrl.replace(/\/+$/, '');
  return ({ target, headers, body }) => {
    const signature = headers['x-twilio-signature'];
    if (signature === undefined || signature === '') return 'no-signature';
    if (signature.length > 200) return 'signature-too-long';
    const url = `${base}${target}`;
    const form = target.includes('bodySHA256=') ? undefined : formOf(body);
    // The package tries the URL with and without the standard port, and compares in constant time.
    const fits = authTokens.map((token) =>
      form
        ? validateRequest(token, signature, url, form)
        : validateRequestWithBody(token, signature, url, body),
    );
    return fits.includes(true) ? undefined : 'wrong-signature';
  };
}
