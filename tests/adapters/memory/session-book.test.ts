import { sessionBookContract } from '../../contract/session-book.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('sessions of staff', sessionBookContract);
