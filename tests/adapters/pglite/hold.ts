// A process of its own that takes the lock of a data directory and says so; killed by the test.
import { lockDirectory } from '../../../src/adapters/pglite/lock.ts';

const [, , folder = ''] = process.argv;
const held = lockDirectory(folder);
console.log('held');
setInterval(() => held, 60_000);
