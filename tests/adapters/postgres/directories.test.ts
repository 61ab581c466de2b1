import { checkpointsContract } from '../../contract/checkpoints.ts';
import {
  customerDirectoryContract,
  ticketDirectoryContract,
  timersContract,
} from '../../contract/directories.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('the directories', (it) => {
  ticketDirectoryContract(it);
  customerDirectoryContract(it);
  timersContract(it);
  checkpointsContract(it);
});
