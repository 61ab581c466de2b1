import { spendBookContract } from '../../contract/spend-book.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('the book of spending', spendBookContract);
