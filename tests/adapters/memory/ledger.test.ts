import { ledgerContract } from '../../contract/ledger.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('the ledger', ledgerContract);
