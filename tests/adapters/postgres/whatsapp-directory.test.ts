import { whatsappDirectoryContract } from '../../contract/whatsapp-directory.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('looking up WhatsApp', whatsappDirectoryContract);
