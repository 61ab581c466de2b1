import {
  channelAccountsContract,
  messageFilesContract,
  threadDirectoryContract,
} from '../../contract/channels.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('threads', threadDirectoryContract);
inMemory('our own accounts', channelAccountsContract);
inMemory('kept files', messageFilesContract);
