import { followersContract } from '../../contract/followers.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('the followers', followersContract);
