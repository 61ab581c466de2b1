// A relay as a process of its own, as in production. Prints one line when it runs, and ends on SIGTERM.
import { connect } from '../src/adapters/postgres/connection.ts';
import { startRelay } from '../src/application/log/relay.ts';
import { coreOn } from './desk.ts';
import type { Address } from './store.ts';

const { address, folder }: { address: Address; folder: string } = JSON.parse(process.argv[2] ?? '{}');
const sql = connect({ ...address, max: 2, applicationName: 'ledgerdesk bench relay' });
const relay = startRelay(coreOn(sql, folder));
process.once('SIGTERM', async () => {
  await relay[Symbol.asyncDispose]();
  await sql.end({ timeout: 5 });
  process.exit(0);
});
console.log(JSON.stringify('running'));
