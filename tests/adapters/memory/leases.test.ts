import { leasesContract } from '../../contract/leases.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('the leases', leasesContract);
