// Keys of the log, and what is kept of it outside the database.
import { Type } from '@sinclair/typebox';
import { secret } from './secret.ts';

export const proofSettings = {
  masterKey: Type.Optional(
    Type.String({
      ...secret,
      shape: 'master-key',
      description:
        'Wraps the keys of customers: 32 bytes, base64. Made and kept in the data directory when the database is embedded.',
    }),
  ),
  otherMasterKeys: Type.Array(Type.String(), {
    ...secret,
    default: [],
    shape: 'master-keys',
    description:
      'Further master keys that open what they wrapped, parted by commas: the next one before the master key is changed, the last one until `ledgerdesk keys rotate-master` has finished.',
  }),
  signingKey: Type.Optional(
    Type.String({
      ...secret,
      shape: 'signing-key',
      description:
        'Signs checkpoints of the ledger: Ed25519 private key, PKCS #8, base64. Made and kept like the master key.',
    }),
  ),
  formerSigningKeys: Type.Array(Type.String(), {
    default: [],
    shape: 'public-keys',
    description:
      'Public keys that the desk signed with before, parted by commas: `ledgerdesk audit public-key` of that time, without its first and last line. What they signed still counts.',
  }),
  checkpointFile: Type.Optional(
    Type.String({
      description:
        'File that signed checkpoints are also written to, best on another machine. Absent: in the data directory when the database is embedded, otherwise none.',
    }),
  ),
  erasureFile: Type.Optional(
    Type.String({
      description:
        'File that erasures are also written to, outside the database and its backups: a restored backup is brought up to it. Absent: in the data directory when the database is embedded, otherwise none.',
    }),
  ),
};
