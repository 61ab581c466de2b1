// What the HTTP surface needs of signing in.
import type { OpenSession, Proven } from '../../../application/access/sessions.ts';
import type { Staff } from '../../../application/access/staff-keys.ts';
import type { StaffDecision } from '../../../application/ticket/staff-decision.ts';
import type { SignedInView, WaysView } from './views.ts';

/** How the staff come in. */
export interface AccessDesk {
  ways(): WaysView;
  /** Whose a key or the secret of a link is; a link is used up by that. */
  prove(proof: { readonly key?: string; readonly link?: string }): Promise<Proven | undefined>;
  open(proven: Proven): Promise<OpenSession>;
  /** Undefined when it is over. So are the next two. */
  session(token: string): Promise<OpenSession | undefined>;
  renew(token: string): Promise<OpenSession | undefined>;
  close(token: string, traceparent: string): Promise<void>;
  /** Who is signed in, by name. */
  signedIn(): Promise<readonly SignedInView[]>;
  /** Ends all sessions of somebody, everywhere. @returns how many */
  endAllOf(name: string, by: StaffDecision): Promise<number>;
  /** Absent where none is configured. */
  readonly provider?: SignInProvider;
}

interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The identity provider's sign-in: what an attempt begins with, only the browser that made it can end. */
interface SignInProvider {
  begin(): Promise<{ readonly address: string; readonly attempt: Attempt }>;
  /** @param answer query the provider sent the browser back with */
  finish(answer: URLSearchParams, attempt: Attempt): Promise<Staff | undefined>;
}
