import {
  channelAccountsContract,
  messageFilesContract,
  threadDirectoryContract,
  unstoredMailsContract,
} from '../../contract/channels.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('threads', threadDirectoryContract);
inMemory('our own accounts', channelAccountsContract);
inMemory('kept files', messageFilesContract);
inMemory('mails that could not be stored', unstoredMailsContract);
