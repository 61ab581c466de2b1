import {
  channelAccountsContract,
  messageFilesContract,
  threadDirectoryContract,
  unstoredMailsContract,
} from '../../contract/channels.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('threads', threadDirectoryContract);
onDatabases('our own accounts', channelAccountsContract);
onDatabases('kept files', messageFilesContract);
onDatabases('mails that could not be stored', unstoredMailsContract);
