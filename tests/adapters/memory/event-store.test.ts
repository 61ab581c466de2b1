import { eventStoreContract } from '../../contract/event-store.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('the event store', eventStoreContract);
