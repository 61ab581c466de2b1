import { inboxContract } from '../../contract/inbox.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('the inbox', inboxContract);
