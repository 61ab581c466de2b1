// Where the browser for browser tests is. Without one they are left out with a reason, but never in CI.
import { existsSync } from 'node:fs';

/** The shell first: it has no window to draw around each page, which takes a browser more of a processor than the pages do. */
const usual = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const chromiumArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Names of plain hosts in an intranet: to a browser a page there is none of this machine, and without https not secure.
  '--host-resolver-rules=MAP *.intranet.example 127.0.0.1',
];

/**
 * Path of an installed Chromium, or undefined where there is none.
 * @throws Error in CI, where a browser has to be there
 */
export function chromiumPath(): string | undefined {
  const path = usual.find((candidate) => existsSync(candidate));
  if (path !== undefined) return path;
  const reason = `no Chromium at ${usual.join(', ')}`;
  if (process.env['CI'] === 'true') throw new Error(`${reason}: browser tests must run in CI`);
  console.log(`browser tests are left out: ${reason}`);
  return undefined;
}
