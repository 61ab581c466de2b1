import { leasesContract } from '../../contract/leases.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('the leases', leasesContract);
