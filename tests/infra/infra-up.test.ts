// What bin/infra prints of servers that are up already.
import { expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;

test('servers that are up already are printed with the ports they have (bug: with those asked for, where nobody listened)', async () => {
  const home = mkdtempSync(join(tmpdir(), 'ledgerdesk-infra-'));
  const write = (path: string, text: string) => {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), text);
  };
  write('postgres/.complete', '');
  write('postgres/data-x/postmaster.pid', '4711\n/data-x\n1795285268\n24930\n/tmp\n');
  write('kafka-4.1.0/.complete', '');
  write(
    'kafka-4.1.0/x/server.properties',
    'listeners=PLAINTEXT://127.0.0.1:24940,CONTROLLER://127.0.0.1:24941\nlisteners=PLAINTEXT://127.0.0.1:24940,SASL_SSL://127.0.0.1:24942\n',
  );
  const script = `set -eu; home=$1; instance=x; LEDGERDESK_INFRA_POSTGRES_PORT=1; LEDGERDESK_INFRA_KAFKA_PORT=2
    . tests/infra/postgres.sh; . tests/infra/kafka.sh
    id() { echo 0; }; pg_running() { true; }; kafka_running() { true; }; kafka_secure_print() { :; }
    pg_up; kafka_up`;
  const ran = Bun.spawn(['sh', '-c', script, 'sh', home], { cwd: root, stdout: 'pipe', stderr: 'inherit' });
  expect((await new Response(ran.stdout).text()).trim().split('\n')).toEqual([
    'LEDGERDESK_TEST_DATABASE_URL=postgres://postgres@127.0.0.1:24930/postgres',
    'LEDGERDESK_TEST_KAFKA_BROKERS=127.0.0.1:24940',
  ]);
  rmSync(home, { recursive: true });
});
