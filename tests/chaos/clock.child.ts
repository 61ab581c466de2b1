// Preloaded into a role: adds to Date.now what the file says that CHAOS_CLOCK_FILE names, in milliseconds. Timers of the
// runtime are not affected, just as a set clock does not affect the monotonic one.
import { readFileSync } from 'node:fs';

const file = process.env['CHAOS_CLOCK_FILE'];
if (file !== undefined) {
  const LOOK_EVERY_MS = 200;
  const now = Date.now.bind(Date);
  let offset = 0;
  const look = () => {
    try {
      offset = Number(readFileSync(file, 'utf8')) || 0;
    } catch {
      offset = 0; // nobody has set this clock
    }
  };
  look();
  setInterval(look, LOOK_EVERY_MS).unref();
  Date.now = () => now() + offset;
}
