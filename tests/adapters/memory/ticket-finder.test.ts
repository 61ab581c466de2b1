import { ticketFinderContract } from '../../contract/ticket-finder.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('finding tickets', ticketFinderContract);
