// A desk whose streams break off, as a process of its own: what the runtime prints goes past every spy.
import { listen } from '../../../src/adapters/elysia/listen.ts';
import { bearer, fakeDesk, fakeInbox, surface } from './fixture.ts';

const breaks = () => new Error('zqsecretzq');
const { app, telemetry } = surface({
  desk: {
    audit: {
      ...fakeDesk().audit,
      export: async function* () {
        yield '{}';
        throw breaks();
      },
    },
    inbox: fakeInbox({ listen: () => Promise.reject(breaks()) }),
  },
});
const { url, stop } = listen(app, { host: '127.0.0.1', port: 0 });
for (const path of ['/api/audit/export', '/api/feed']) {
  const asked = fetch(`${url}${path}`, { headers: bearer('admin-key') });
  const text = await asked.then((response) => response.text()).catch(() => 'broken off');
  console.log(`${path} ${text}`);
}
for (const { level, message } of telemetry.logs) if (level === 'error') console.log(message);
await stop(1_000);
