import { followersContract } from '../../contract/followers.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('the followers', followersContract);
