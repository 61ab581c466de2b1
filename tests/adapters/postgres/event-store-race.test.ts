import { eventStoreRace } from '../../contract/event-store-race.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('the race', eventStoreRace);
