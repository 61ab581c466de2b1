// Whether the port is free, asked before anything is opened or imported for it.
import { listen } from '../adapters/elysia/listen.ts';

/** Port 0 takes any. @throws ListenFailed in words, as listening itself would */
export async function requireFreePort(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const away = () => new Response(null, { status: 503 });
  const probe = { server: null, fetch: away, failed: away };
  await listen(probe, { host, port }).stop(0);
}
