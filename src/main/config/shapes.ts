// What a value must look like beyond its type: addresses, keys, networks. Each check says what is wrong, never the value.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { isPhoneRegion } from '../../adapters/phone/phone-numbers.ts';
import { microsOf } from '../../application/agent/prices.ts';
import { openingIn } from '../../domain/conversation/opening-hours.ts';

/** @returns what is wrong in words that follow the variable's name, or undefined */
type ShapeCheck = (value: unknown) => string | undefined;

const checks: Readonly<Record<string, ShapeCheck>> = {
  'http-url': (value) =>
    isUrl(value, ['http:', 'https:'])
      ? undefined
      : 'must be an address like https://desk.example, without a query',
  'postgres-url': (value) =>
    isUrl(value, ['postgres:', 'postgresql:'])
      ? undefined
      : 'must be an address like postgres://user:password@host/database',
  brokers: (value) =>
    strings(value).every((broker) => isPort(Number(broker.split(':')[1])))
      ? undefined
      : 'must be a list of host:port, parted by commas, with ports from 1 up to 65535',
  'master-key': (value) =>
    decodeBase64(value)?.length === 32 ? undefined : 'must be 32 bytes in base64 (44 characters)',
  'master-keys': (value) =>
    strings(value).every((key) => decodeBase64(key)?.length === 32)
      ? undefined
      : 'must be keys of 32 bytes in base64 (44 characters), parted by commas',
  'signing-key': (value) =>
    isEd25519(decodeBase64(value)) ? undefined : 'must be an Ed25519 private key, PKCS #8 in base64',
  'public-keys': (value) =>
    strings(value).every((key) => isPublicEd25519(decodeBase64(key)))
      ? undefined
      : 'must be Ed25519 public keys, SPKI in base64, parted by commas',
  'service-account': (value) =>
    isServiceAccount(value) ? undefined : 'must be a key file’s JSON with client_email and private_key',
  'staff-keys': (value) => {
    const names = strings(value).map((key) => key.split(':')[0]);
    return new Set(names).size === names.length ? undefined : 'must not name the same person twice';
  },
  dollars: (value) =>
    typeof value === 'string' && microsOf(value) !== undefined
      ? undefined
      : 'must be an amount of dollars like 25 or 0.50, with at most six digits after the point',
  'model-prices': (value) => {
    const names = strings(value).map((price) => price.split('=')[0]);
    return new Set(names).size === names.length ? undefined : 'must not name the same model twice';
  },
  issuer: (value) =>
    typeof value === 'string' && isUrl(value, ['https:', 'http:']) && isSafe(new URL(value))
      ? undefined
      : 'must be an address like https://id.example/realm; without encryption only on this machine',
  'role-names': (value) => {
    const names = strings(value).map((one) => one.slice(0, one.lastIndexOf('=')));
    return new Set(names).size === names.length ? undefined : 'must not name the same value twice';
  },
  origins: (value) =>
    strings(value).every(isOrigin)
      ? undefined
      : 'must be origins like https://shop.example, without a path or a trailing slash, parted by commas',
  'host-secrets': (value) =>
    strings(value).every((one) => {
      const at = one.indexOf('=');
      return isOrigin(one.slice(0, at)) && (decodeBase64(one.slice(at + 1))?.length ?? 0) >= 32;
    })
      ? undefined
      : 'must be like https://shop.example=…, with at least 32 bytes in base64, parted by commas',
  'opening-hours': (value) =>
    strings(value).every((hours) => openingIn(hours) !== undefined)
      ? undefined
      : 'must be like mon-fri 09:00-17:30, parted by commas; a night is two of them, up to 24:00 and from 00:00',
  'time-zone': (value) => (isTimeZone(value) ? undefined : 'must be a time zone like Europe/Berlin'),
  'service-minutes': (value) => {
    const priorities = strings(value).map((one) => one.split('=')[0]);
    return new Set(priorities).size === priorities.length
      ? undefined
      : 'must not name the same priority twice';
  },
  'mail-aliases': (value) => {
    const domains = strings(value).map((one) => one.split('=')[0]);
    return new Set(domains).size === domains.length ? undefined : 'must not name the same provider twice';
  },
  'phone-region': (value) =>
    typeof value === 'string' && isPhoneRegion(value)
      ? undefined
      : 'must be a country as two letters, like DE',
  networks: (value) =>
    strings(value).every((network) => ipaddr.isValidCIDR(network))
      ? undefined
      : 'must be networks like 10.0.0.0/8 or fd00::/8, parted by commas',
};

/** Checks a value of the right type against the shape its schema names. */
export function shapeProblem(shape: unknown, value: unknown): string | undefined {
  return typeof shape === 'string' ? checks[shape]?.(value) : undefined;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}

function isTimeZone(value: unknown): boolean {
  try {
    return typeof value === 'string' && Intl.DateTimeFormat('en', { timeZone: value }).format(0) !== '';
  } catch {
    return false;
  }
}

function isUrl(value: unknown, protocols: readonly string[]): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  const plain =
    !url.protocol.startsWith('http') || (url.search === '' && url.hash === '' && url.username === '');
  return protocols.includes(url.protocol) && url.hostname !== '' && plain;
}

/** Whoever could change its keys on the way could make tokens of anybody. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function isOrigin(value: string): boolean {
  return isUrl(value, ['http:', 'https:']) && new URL(value).origin === value;
}

function decodeBase64(value: unknown): Buffer | undefined {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(value) || value.length % 4 !== 0) return;
  return Buffer.from(value, 'base64');
}

function isServiceAccount(value: unknown): boolean {
  try {
    const key = Object(JSON.parse(typeof value === 'string' ? value : ''));
    const { client_email: email, private_key: pem } = key;
    return typeof email === 'string' && typeof pem === 'string' && createPrivateKey(pem).type === 'private';
  } catch {
    return false;
  }
}

function isPublicEd25519(der: Buffer | undefined): boolean {
  if (!der) return false;
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' }).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

function isEd25519(der: Buffer | undefined): boolean {
  if (!der) return false;
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}
