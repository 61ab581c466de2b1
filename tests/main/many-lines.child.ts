// Prints far more lines than a pipe holds, and says beside them once how many had gone out when one was held back.
import { printRaw } from '../../src/main/output.ts';

const lines = 5_000;
let given = 0;
let isTaken = true;
let isSaid = false;
const said = (what: string) => {
  if (!isSaid) process.stderr.write(`${what}\n`);
  isSaid = true;
};

for (; given < lines; given++) {
  isTaken = false;
  const printed = printRaw('x'.repeat(999));
  void Promise.resolve(printed).then(() => {
    isTaken = true;
  });
  // More turns than a line takes that goes straight into the pipe.
  for (let turn = 0; turn < 50 && !isTaken; turn++) await new Promise(setImmediate);
  if (!isTaken) said('held back');
  await printed;
}
said('all given');
