// Connects again and again through a proxy that resets what is just being opened; prints how often it had an answer.
import { connect } from '../../../src/adapters/postgres/connection.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { tcpProxy } from '../../chaos/tcp-proxy.ts';

const [server = '', rounds = ''] = process.argv.slice(2);
const url = new URL(server);
await using proxy = await tcpProxy(Number(url.port || 5432));
url.port = String(proxy.port);
let answered = 0;
for (let round = 0; round < Number(rounds); round++) {
  proxy.delay(30); // so that each step of opening lasts
  const sql = connect({ url: url.href, max: 1, applicationName: 'unheard', isAttentive: round % 2 === 0 });
  const asked = sql`select 1`.then(
    () => answered++,
    () => {},
  );
  await systemClock.sleep(40 + (round % 10) * 15); // some moment of opening, which nothing tells
  proxy.reset();
  proxy.delay(0);
  await asked;
  await sql.end({ timeout: 1 });
}
console.log(`answered ${answered}`);
