// The sign-in over the page when the session has ended: what stands below stays as it is.
import { Dialog } from '../design/dialog.tsx';
import { useWords } from './language.ts';
import { type Session, signOut } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { signInWords } from './words.ts';

export function SignInAgain({ session }: { readonly session: Session }) {
  const words = useWords(signInWords);
  return (
    <Dialog title={words.ended}>
      <p>{words.endedLead(session.name)}</p>
      <SignInForm to="/sign-in?done" beside />
      <p className="fine">
        {words.otherwise}{' '}
        <button type="button" className="link" onClick={() => void signOut()}>
          {words.leave}
        </button>
      </p>
    </Dialog>
  );
}
