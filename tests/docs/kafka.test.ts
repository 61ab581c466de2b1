// The README's way to a process for each role, walked as it is written, on a database and topics of its own where servers are.
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { allTopics } from '../../src/adapters/kafkajs/topics.ts';
import { connect } from '../../src/adapters/postgres/connection.ts';
import { allRoles } from '../../src/main/roles.ts';
import { freePorts } from '../infra/free-ports.ts';
import { inDatabase } from '../infra/postgres.ts';
import { blocksOf, root } from './documents.ts';
import { makeScratch } from './scratch.ts';

const serverUrl = process.env['LEDGERDESK_TEST_DATABASE_URL'];
const brokers = process.env['LEDGERDESK_TEST_KAFKA_BROKERS'];
const steps = blocksOf('README.md').filter(({ info }) => info === 'sh infra' || info === 'sh kafka');
const text = steps.flatMap(({ info, text: lines }) => (info === 'sh kafka' ? [lines] : [])).join('\n');
const databaseUrl = 'postgres://postgres@127.0.0.1:15430/postgres';
const broker = '127.0.0.1:15440';

test('the README starts the servers, makes schema and topics, starts every role, and is a customer', () => {
  expect(steps.map(({ info }) => info)).toEqual(['sh infra', 'sh kafka', 'sh kafka', 'sh kafka']);
  expect([...text.matchAll(/start --roles (\w+) &/g)].map(([, role]) => role)).toEqual([...allRoles]);
});

test('the addresses are those at which bin/infra starts its servers', () => {
  const script = (name: string) => readFileSync(join(root, 'tests/infra', name), 'utf8');
  expect(steps[0]?.text).toBe('bin/infra up');
  expect(text).toContain(`=${databaseUrl}\n`);
  expect(text).toContain(`=${broker}\n`);
  expect(script('postgres.sh')).toContain(':-15430}');
  expect(script('kafka.sh')).toContain(':-15440}');
});

if (serverUrl !== undefined && brokers !== undefined) {
  test('a customer is answered by the five processes, and all of them stop when they are told to', async () => {
    const name = `docs_${process.pid}_${Date.now()}`;
    const prefix = `${name}.`;
    await using scratch = await makeScratch();
    const ports = new Map([['3000', scratch.port]]);
    for (const [, port = ''] of text.matchAll(/LEDGERDESK_PORT=(\d+)/g))
      if (!ports.has(port)) ports.set(port, String(await freePorts()));
    const script = text
      .replace(databaseUrl, inDatabase(serverUrl, name))
      .replace(broker, brokers)
      .replaceAll(/LEDGERDESK_PORT=(\d+)/g, (_, port: string) => `LEDGERDESK_PORT=${ports.get(port)}`);
    // A step that fails ends the script, and the roles must not outlive it.
    const tidy = `trap 'for role in ${allRoles.map((role) => `\${${role}:-}`).join(' ')}; do kill -9 $role 2> /dev/null || :; done' EXIT`;
    try {
      await inServer(serverUrl, `create database ${name}`);
      const ran = await scratch.run(`${tidy}\n${script}`, { LEDGERDESK_KAFKA_PREFIX: prefix });
      expect(ran).toMatchObject({ code: 0 });
      expect(ran.output).toContain('source: Reset your password');
      expect(ran.output).toContain(`topics created: ${prefix}`);
      expect(ran.output).toContain('"degraded":[]');
      expect(ran.output.match(/^stopped$/gm)).toHaveLength(allRoles.length);
    } finally {
      await inServer(serverUrl, `drop database if exists ${name} with (force)`);
      await dropTopics(brokers.split(','), prefix);
    }
  }, 180_000);
}

async function inServer(url: string, statement: string): Promise<void> {
  const sql = connect({ url, max: 1, applicationName: 'ledgerdesk tests' });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

async function dropTopics(addresses: readonly string[], prefix: string): Promise<void> {
  const kafka = new Kafka({
    brokers: [...addresses],
    clientId: 'ledgerdesk-test',
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    const there = await admin.listTopics();
    const own = allTopics.map((topic) => prefix + topic).filter((topic) => there.includes(topic));
    await admin.deleteTopics({ topics: own });
  } finally {
    await admin.disconnect();
  }
}
