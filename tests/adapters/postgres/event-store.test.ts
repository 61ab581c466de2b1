import { eventStoreContract } from '../../contract/event-store.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('the event store', eventStoreContract);
