import {
  channelAccountsContract,
  messageFilesContract,
  threadDirectoryContract,
} from '../../contract/channels.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('threads', threadDirectoryContract);
onDatabases('our own accounts', channelAccountsContract);
onDatabases('kept files', messageFilesContract);
