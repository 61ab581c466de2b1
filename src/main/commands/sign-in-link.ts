// ledgerdesk sign-in-link: a link that signs somebody in once, for whoever runs the desk.
import type { Command } from 'commander';
import { reachedAt } from '../../adapters/elysia/reached-at.ts';
import { offerLink } from '../../application/access/sign-in-links.ts';
import type { Config } from '../config.ts';
import { Failure } from '../failure.ts';
import { print, printJson } from '../output.ts';
import { openSession } from '../session.ts';

const roles = ['agent', 'auditor', 'admin'] as const;

interface LinkOptions {
  readonly name?: string;
  readonly role?: string;
  readonly json?: true;
}

export function signInLinkCommand(program: Command): void {
  program
    .command('sign-in-link')
    .description('make a link that signs somebody in once, within 15 minutes')
    .option(
      '--name <name>',
      'whose it is, on record for everything done; the local operator where there is one',
    )
    .option('--role <role>', roles.join(', '))
    .option('--json', 'for machines')
    .action(makeLink);
}

async function makeLink({ name, role: asked, json }: LinkOptions): Promise<void> {
  await using session = await openSession('ledgerdesk sign-in-link');
  const { core, config, secrets } = session;
  const isLocal = name === undefined && secrets.localKey !== undefined;
  if (name === undefined && !isLocal) throw new Failure('say whose it is: --name and --role', 2);
  if (name !== undefined && !/^[A-Za-z0-9._-]{1,64}$/.test(name))
    throw new Failure('a name is made of letters, digits, dots, dashes and underscores', 2);
  const role = roles.find((one) => one === (asked ?? (isLocal ? 'admin' : '')));
  if (role === undefined) throw new Failure(`a role is one of ${roles.join(', ')}: --role`, 2);
  // The local operator's ends with their key, like all they have.
  const keyDigest = isLocal && secrets.localKey !== undefined ? core.sha256(secrets.localKey) : null;
  const { link, expiresAt } = await offerLink(core, { name: name ?? 'local', role }, keyDigest);
  const address = `${addressOf(config)}/sign-in#link=${link}`;
  if (json) return printJson({ address, expiresAt: new Date(expiresAt).toISOString() });
  print(address);
  print('It signs in once, within 15 minutes.');
}

/** Where browsers reach the desk, as far as the configuration says. */
function addressOf({ publicUrl, host, port }: Config): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/$/, '');
  return reachedAt({ host, port }) ?? `http://${host}:${port}`;
}
