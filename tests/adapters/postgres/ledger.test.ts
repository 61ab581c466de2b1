import { ledgerContract } from '../../contract/ledger.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('the ledger', ledgerContract);
