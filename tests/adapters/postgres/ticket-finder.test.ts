import { ticketFinderContract } from '../../contract/ticket-finder.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('finding tickets', ticketFinderContract);
