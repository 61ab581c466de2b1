// Spellings of an address that reach one mailbox at some providers: only where the desk is told so, for at others they are other people.
import type { Identifier } from './identifier.ts';
import type { SeenIdentifier } from './resolve.ts';

export interface AliasRule {
  /** Dots before the @ do not count. */
  readonly dots: boolean;
  /** Nothing from a + on counts. */
  readonly tags: boolean;
}

/** By domain, as addresses carry it. */
export type MailAliases = ReadonlyMap<string, AliasRule>;

/** @param setting like `gmail.com=dots+tags` */
export function mailAliases(setting: readonly string[]): MailAliases {
  return new Map(
    setting.map((one) => {
      const [domain = '', rules = ''] = one.split('=');
      return [domain, { dots: rules.includes('dots'), tags: rules.includes('tags') }];
    }),
  );
}

/** The one spelling that stands for all that reach the same mailbox. */
export function mainSpelling(address: Identifier, aliases: MailAliases): Identifier {
  const at = address.value.lastIndexOf('@');
  const domain = address.value.slice(at + 1);
  const rule = address.kind === 'email' ? aliases.get(domain) : undefined;
  if (!rule) return address;
  const [untagged = ''] = rule.tags ? address.value.slice(0, at).split('+') : [address.value.slice(0, at)];
  const local = rule.dots ? untagged.replaceAll('.', '') : untagged;
  // Nothing but a tag is a mailbox nobody has.
  return local === '' ? address : { kind: 'email', value: `${local}@${domain}` };
}

/**
 * The main spelling for an address, and the one that was written: that one counts only where it is known already, from the time
 * before the rule, so that thousands of tags are no identifiers.
 */
export function bySpelling(
  seen: SeenIdentifier,
  aliases: MailAliases = new Map(),
): readonly SeenIdentifier[] {
  const identifier = mainSpelling(seen.identifier, aliases);
  if (identifier.value === seen.identifier.value) return [seen];
  const { primary: _, ...written } = seen;
  return [
    { ...seen, identifier },
    { ...written, onlyIfKnown: true },
  ];
}

/** What counts of the identifiers in a message, once it is known which of them anybody has. */
export function countable(
  seen: readonly SeenIdentifier[],
  known: readonly Identifier[],
): readonly SeenIdentifier[] {
  return seen.filter(
    ({ identifier, onlyIfKnown }) =>
      !onlyIfKnown || known.some((one) => one.kind === identifier.kind && one.value === identifier.value),
  );
}
