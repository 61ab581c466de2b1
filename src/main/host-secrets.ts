// Applications that embed the form, with what they sign tokens by.
import type { HostSecret } from '../adapters/host-tokens/host-tokens.ts';

/** @param setting like `https://shop.example=<base64>`, checked when the configuration was read */
export function hostSecrets(setting: readonly string[]): readonly HostSecret[] {
  return setting.map((one) => {
    const at = one.indexOf('=');
    return { host: one.slice(0, at), secret: Buffer.from(one.slice(at + 1), 'base64') };
  });
}
