import { checkpointsContract } from '../../contract/checkpoints.ts';
import {
  customerDirectoryContract,
  ticketDirectoryContract,
  timersContract,
} from '../../contract/directories.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('the directories', (it) => {
  ticketDirectoryContract(it);
  customerDirectoryContract(it);
  timersContract(it);
  checkpointsContract(it);
});
