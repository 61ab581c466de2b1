// ledgerdesk simulate: be a customer, to try a channel without an account.
import type { Command } from 'commander';
import { simulateEmail } from './email.ts';
import { simulateWebform } from './webform.ts';
import { simulateWhatsapp } from './whatsapp.ts';

const question = 'I forgot my password. How can I set a new one and sign in again?';
const subject = 'Resetting my password';

export function simulateCommands(program: Command): void {
  const simulate = program
    .command('simulate')
    .description('send a message as a customer would, to a running desk');
  simulate
    .command('webform')
    .description('submit the web form and wait for the answer')
    .option('--url <address>', 'address of the desk; default: the configured one')
    .option('--name <name>', 'who writes', 'Ada Marsh')
    .option('--email <address>', 'who writes', 'ada@example.org')
    .option('--subject <text>', 'subject', subject)
    .option('--category <slug>', 'category', 'account')
    .option('--priority <priority>', 'low, normal, high or urgent', 'normal')
    .option('--message <text>', 'the question', question)
    .option('--wait <seconds>', 'how long to wait for the answer', '30')
    .option('--json', 'for machines')
    .action(simulateWebform);
  simulate
    .command('email')
    .description('send a mail to the sandbox’s mailbox and wait for the answer')
    .option('--name <name>', 'who writes', 'Ada Marsh')
    .option('--from <address>', 'who writes', 'ada@example.org')
    .option('--subject <text>', 'subject; default: that of the mail it replies to, or one of its own')
    .option('--message <text>', 'the question', question)
    .option('--reply', 'as a reply to the latest mail that the desk sent to this address')
    .option('--header <line...>', 'a further header, such as "Auto-Submitted: auto-replied"')
    .option('--forged', 'as somebody else who only says to be this sender')
    .option('--wait <seconds>', 'how long to wait for the answer', '60')
    .option('--json', 'for machines')
    .action((options) => simulateEmail({ ...options, fallbackSubject: subject }));
  simulate
    .command('whatsapp')
    .description('send a message to the sandbox’s number and wait for the answer')
    .option('--name <name>', 'who writes', 'Ada Marsh')
    .option('--from <number>', 'who writes', '+15555550123')
    .option('--message <text>', 'the question', question)
    .option('--wait <seconds>', 'how long to wait for the answer', '30')
    .option('--json', 'for machines')
    .action(simulateWhatsapp);
}
