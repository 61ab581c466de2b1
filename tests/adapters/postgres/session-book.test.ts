import { sessionBookContract } from '../../contract/session-book.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('sessions of staff', sessionBookContract);
