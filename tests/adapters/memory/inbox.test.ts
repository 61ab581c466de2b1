import { inboxContract } from '../../contract/inbox.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('the inbox', inboxContract);
