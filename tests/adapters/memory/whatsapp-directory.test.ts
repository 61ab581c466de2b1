import { whatsappDirectoryContract } from '../../contract/whatsapp-directory.ts';
import { inMemory } from '../../infra/worlds.ts';

inMemory('looking up WhatsApp', whatsappDirectoryContract);
