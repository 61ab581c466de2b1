// What every command says about itself, and how it refuses what it does not understand.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { programWith } from '../../../src/main/program.ts';
import { temporaryFolder } from '../../e2e/desk.ts';
import { ledgerdesk } from './in-this-process.ts';

setDefaultTimeout(120_000);
const temporary = temporaryFolder();
afterAll(() => temporary[Symbol.dispose]());
const folder = temporary.sub('data');
const run = (...args: string[]) => ledgerdesk(args, { folder });

/** Every command there is. */
const commands = [
  'start',
  'migrate',
  'knowledge embed',
  'knowledge gaps',
  'knowledge import',
  'knowledge search',
  'knowledge suggestions list',
  'knowledge suggestions approve',
  'knowledge suggestions reject',
  'audit show',
  'audit replay',
  'audit verify',
  'audit export',
  'audit public-key',
  'audit why',
  'audit find',
  'audit bundle',
  'audit checkpoints',
  'audit verifier',
  'projections rebuild',
  'sandbox',
  'simulate email',
  'simulate webform',
  'simulate whatsapp',
  'customers conflicts',
  'customers dismiss',
  'customers show',
  'customers merge',
  'customers unmerge',
  'customers link',
  'customers unlink',
  'suppressed list',
  'suppressed discard',
  'suppressed release',
  'undelivered list',
  'undelivered reroute',
  'undelivered retry',
  'dead-letters list',
  'dead-letters show',
  'dead-letters redrive',
  'dead-letters discard',
  'spending today',
  'spending ticket',
  'spending example',
  'privacy export',
  'privacy erase',
  'privacy hold place',
  'privacy hold lift',
  'privacy hold list',
  'privacy erasures',
  'privacy reapply',
  'privacy reads',
  'privacy retention',
  'keys list',
  'keys create',
  'keys rotate',
  'keys revoke',
  'keys master',
  'keys rotate-master',
  'sign-in-link',
  'sessions list',
  'sessions end',
  'doctor',
  'eval',
  'overview',
];

/** Names that a help text lists under a heading. */
function listed(help: string, heading: string): readonly { readonly name: string; readonly words: string }[] {
  const section = new RegExp(`^${heading}:\\n((?: .*\\n?)+)`, 'm').exec(help)?.[1] ?? '';
  const entries = section.split(/\n(?= {2}\S)/).map((entry) => entry.trim().replaceAll(/\n\s+/g, ' '));
  return entries
    .filter((entry) => entry !== '')
    .map((entry) => ({ name: entry.split(/ {2,}/)[0] ?? '', words: entry.split(/ {2,}/)[1] ?? '' }));
}

const program = await programWith();

/** @returns the commands that have none below them, by their words, with their help */
function leavesOf(command: Command, words: readonly string[] = []): readonly (readonly [string, string])[] {
  if (command.commands.length === 0) return [[words.join(' '), command.helpInformation()]];
  return command.commands.flatMap((one) => leavesOf(one, [...words, one.name()]));
}

const helps = new Map(leavesOf(program));

test.each(commands)('the help of %s says what it does and what every option means', (command) => {
  const help = helps.get(command) ?? '';
  expect(help).toStartWith(`Usage: ledgerdesk ${command}`);
  expect(help.split('\n\n')[1]?.trim().length).toBeGreaterThan(10);
  const options = listed(help, 'Options');
  expect(options.map((o) => o.name)).toContain('-h, --help');
  for (const { name, words } of options) expect(`${name}: ${words}`).toMatch(/: .{4,}/);
});

test.each(program.commands.map((one) => one.name()))(
  '%s is loaded by itself where it is asked for',
  async (name) => {
    const { commands: loaded } = await programWith(name);
    expect(loaded.map((one) => one.name())).toEqual([name]);
  },
);

test('every command has its help looked at', () => {
  expect([...helps.keys()].toSorted()).toEqual(commands.toSorted());
});

/** @returns it and every command below it that has others below it */
const groupsOf = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [] : [command, ...command.commands.flatMap(groupsOf)];

test.each(groupsOf(program).map((group) => [group.name(), group] as const))(
  'the help of %s leads to every command below it and to nothing else',
  (_, group) => {
    const names = listed(group.helpInformation(), 'Commands').map((one) => one.name.split(' ')[0] ?? '');
    expect(names.filter((name) => name !== 'help')).toEqual(group.commands.map((one) => one.name()));
  },
);

test.each([[], ['audit'], ['knowledge', 'suggestions'], ['audit', 'show']].map((words) => [words] as const))(
  'ledgerdesk %p --help prints it, with exit code 0',
  async (words) => {
    const { code, stdout, stderr } = await run(...words, '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const asked = words.reduce<Command | undefined>(
      (at, word) => at?.commands.find((one) => one.name() === word),
      program,
    );
    expect(stdout).toBe(asked?.helpInformation() ?? '');
  },
);

test.each([
  ['an unknown command', ['nonsense'], /^ledgerdesk: unknown command 'nonsense'/],
  ['an unknown command of a group', ['audit', 'shwo'], /Did you mean show\?/],
  ['an unknown option', ['audit', 'verify', '--bogus'], /^ledgerdesk: unknown option '--bogus'/],
  ['a missing argument', ['audit', 'show'], /^ledgerdesk: missing required argument 'ticket'/],
  ['an argument too many', ['doctor', 'please'], /^ledgerdesk: too many arguments/],
  [
    'an option without its value',
    ['knowledge', 'search', 'x', '--limit'],
    /^ledgerdesk: option '--limit <number>'/,
  ],
  ['a sender that is none', ['simulate', 'email', '--from', 'ada'], /--from is an address like/],
  ['a number that is none', ['simulate', 'whatsapp', '--from', 'ada'], /--from is a number like/],
  ['a port that is none', ['sandbox', '--gmail-port', '0'], /--gmail-port is a number from 1 to 65535/],
  ['a limit that is none', ['knowledge', 'search', 'x', '--limit', '0'], /--limit is a whole number/],
  ['a list of none', ['suppressed', 'list', '--limit', '0'], /--limit is a whole number/],
  ['a message that is none', ['suppressed', 'release', 'x'], /x is not the id of a message/],
  ['a reply that is none', ['undelivered', 'reroute', 'x', '--to', 'y'], /x is not the id of a reply/],
  ['a reply to retry that is none', ['undelivered', 'retry', 'x'], /x is not the id of a reply/],
  ['an offer left out', ['undelivered', 'reroute', 'x'], /required option '--to <address>'/],
  ['a category that is none', ['knowledge', 'search', 'x', '--category', 'birds'], /birds is not a category/],
  ['a version that is none', ['audit', 'replay', 'x', '--version', '-1'], /--version is a whole number/],
  ['a time that is none', ['audit', 'replay', 'x', '--at', 'yesterday'], /--at is an ISO 8601 time/],
  [
    'a time without its zone',
    ['audit', 'replay', 'x', '--at', '2026-11-20T14:02:00'],
    /--at is an ISO 8601 time/,
  ],
  [
    'a day that does not exist (bug: it was one of the next month)',
    ['audit', 'replay', 'x', '--at', '2026-11-31T00:00:00Z'],
    /--at: there is no such moment/,
  ],
  [
    'a version and a time',
    ['audit', 'replay', 'x', '--version', '1', '--at', '2026-11-20T14:02:00Z'],
    /not both/,
  ],
  ['a checkpoint file that is not there', ['audit', 'verify', '--checkpoint', '/nowhere'], /cannot be read/],
  ['a checkpoint file that is none', ['audit', 'verify', '--checkpoint', 'package.json'], /cannot be read/],
  ['an address that is none', ['simulate', 'webform', '--url', 'nowhere'], /--url is an address/],
  ['a wait that is none', ['simulate', 'webform', '--wait', 'long'], /--wait is a whole number/],
])('%s is refused with exit code 2, before anything is opened', async (_, args, words) => {
  const { code, stdout, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(words);
  expect(stderr.trim().split('\n').length).toBeLessThan(4);
  expect(existsSync(folder)).toBe(false);
});

test.each([
  ['::', 'http://[::1]:1'],
  ['::1', 'http://[::1]:1'],
  ['0.0.0.0', 'http://127.0.0.1:1'],
])(
  'a desk that listens on %s is asked at %s (bug: its address was called a bad --url)',
  async (host, address) => {
    const env = { LEDGERDESK_HOST: host, LEDGERDESK_PORT: '1' };
    const { code, stderr } = await ledgerdesk(['simulate', 'webform'], { folder, env });
    expect(stderr).toBe(`ledgerdesk: no desk answers at ${address}; start it with bin/start\n`);
    expect(code).toBe(1);
  },
);

test.each([
  ['webform', ['simulate', 'webform'], '--url'],
  ['sandbox', ['sandbox'], '--desk'],
])('%s asks for an address where the configuration has none that can be called', async (_, args, option) => {
  const env = { LEDGERDESK_HOST: 'fe80::1%eth0' };
  const { code, stderr } = await ledgerdesk(args, { folder, env });
  expect(stderr).toBe(`ledgerdesk: nothing can be called at LEDGERDESK_HOST fe80::1%eth0: give ${option}\n`);
  expect(code).toBe(2);
});

test('a desk that does not answer is named, with exit code 1', async () => {
  const { code, stderr } = await run('simulate', 'webform', '--url', 'http://127.0.0.1:1/');
  expect(code).toBe(1);
  expect(stderr).toBe('ledgerdesk: no desk answers at http://127.0.0.1:1; start it with bin/start\n');
});
