// Automatic mail of many mail systems is recognised as such, and no person's mail is.
import { expect, test } from 'bun:test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mailReader } from '../../../src/adapters/mime/read-mail.ts';
import { automaticBecause } from '../../../src/domain/mail/automatic.ts';
import { humanMails } from './human-mails.ts';

const data = '../shared/data/mail';
const isThere = existsSync(data);
if (!isThere) console.log(`Automatic mail is not measured: ${data} is not here.`);

const read = mailReader();
const own = { addresses: ['help@desk.example'] };

test.skipIf(!isThere)('every bounce, absence note and feedback report is recognised', async () => {
  const names = readdirSync(`${data}/automatic`).filter((name) => name.endsWith('.eml'));
  const missed: string[] = [];
  const reasons = new Map<string, number>();
  for (const name of names) {
    const because = automaticBecause(await read(readFileSync(`${data}/automatic/${name}`)), own);
    if (because === undefined) missed.push(name);
    else reasons.set(because, (reasons.get(because) ?? 0) + 1);
  }
  console.log(
    `automatic mail: ${names.length - missed.length} of ${names.length} recognised`,
    Object.fromEntries(reasons),
  );
  expect(names).toHaveLength(80);
  expect(missed).toEqual([]);
});

test.skipIf(!isThere)(
  'without the headers that say so, most are still recognised by sender and words',
  async () => {
    const names = readdirSync(`${data}/automatic`).filter((name) => name.endsWith('.eml'));
    let recognised = 0;
    for (const name of names) {
      const mail = await read(readFileSync(`${data}/automatic/${name}`));
      const bare = { ...mail, headers: [], mediaType: 'text/plain', reportParts: [] };
      if (automaticBecause(bare, own) !== undefined) recognised++;
    }
    console.log(`automatic mail without its headers: ${recognised} of ${names.length} recognised`);
    expect(recognised).toBeGreaterThanOrEqual(72);
  },
);

test.skipIf(!isThere)('no reply of a person is taken for automatic', async () => {
  const names = readdirSync(`${data}/replies`).filter((name) => name.endsWith('.in.txt'));
  expect(names).toHaveLength(32);
  const taken: string[] = [];
  for (const name of names) {
    const text = readFileSync(`${data}/replies/${name}`, 'utf8');
    const raw = `From: Ada Marsh <ada@example.org>\r\nTo: help@desk.example\r\nSubject: Re: Blank labels\r\nMessage-ID: <1@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`;
    if (automaticBecause(await read(Buffer.from(raw)), own) !== undefined) taken.push(name);
  }
  expect(taken).toEqual([]);
});

test('no mail that a person might write is taken for automatic', async () => {
  const taken: string[] = [];
  for (const { from, subject, text } of humanMails) {
    const raw = `Return-Path: <x@example.org>\r\nFrom: ${from}\r\nTo: help@desk.example\r\nSubject: ${subject}\r\nMessage-ID: <1@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`;
    const because = automaticBecause(await read(Buffer.from(raw)), own);
    if (because !== undefined) taken.push(`${subject}: ${because}`);
  }
  expect(humanMails.length).toBeGreaterThanOrEqual(60);
  expect(taken).toEqual([]);
});
