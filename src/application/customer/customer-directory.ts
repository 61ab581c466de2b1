// The port to known identifiers.
import type { Evidence, Identifier } from '../../domain/customer/identifier.ts';

export interface KnownIdentifier extends Identifier {
  readonly customerId: string;
  readonly evidence: Evidence;
}

export interface CustomerDirectory {
  /** Those of the given identifiers that are linked to somebody. */
  findIdentifiers(identifiers: readonly Identifier[]): Promise<readonly KnownIdentifier[]>;
}
