// A relay as a process of its own, as in production. Prints one line when it runs, and ends on SIGTERM.
import { connect } from '../src/adapters/postgres/connection.ts';
import { listenForAppends } from '../src/adapters/postgres/wakeups.ts';
import { heldLease } from '../src/application/log/held-lease.ts';
import { startRelay } from '../src/application/log/relay.ts';
import { coreOn } from './desk.ts';
import type { Address } from './store.ts';

const { address, folder }: { address: Address; folder: string } = JSON.parse(process.argv[2] ?? '{}');
const sql = connect({ ...address, max: 2, applicationName: 'ledgerdesk bench relay' });
const core = coreOn(sql, folder);
const lease = heldLease(core, 'relay');
const relay = startRelay(core, lease);
// PGlite's socket delivers no notifications: there the poll has to do.
if (address.url !== undefined) await listenForAppends(sql, () => core.appended.wake());
const told = new Promise((resolve) => process.once('SIGTERM', resolve));
console.log(JSON.stringify('running'));
await told;
await relay[Symbol.asyncDispose]();
await lease[Symbol.asyncDispose]();
await sql.end({ timeout: 5 });
process.exit(0);
