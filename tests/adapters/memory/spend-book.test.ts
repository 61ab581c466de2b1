import { spendBookContract } from '../../contract/spend-book.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('the book of spending', spendBookContract);
