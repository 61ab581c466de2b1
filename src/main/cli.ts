// What is run: it listens for signals before anything large is loaded, so that there is no moment at which they are not heard.
import './production.ts';
import { hearStop } from './stopping.ts';

if (process.argv[2] === 'start') hearStop();
const { runProgram } = await import('./program.ts');
await runProgram();
