// What stands inside the element: the form, and after sending it the conversation.
import { useState } from 'react';
import { type Credential, type Desk, statusLink } from '../client/desk.ts';
import { isCategory } from '../form/choices.ts';
import { SubmissionForm } from '../form/submission-form.tsx';
import { StatusView } from '../status/status-view.tsx';

export function EmbedApp({ desk, category }: { readonly desk: Desk; readonly category: string | null }) {
  const [credential, setCredential] = useState<Credential>();
  if (!credential) {
    return (
      <div className="card">
        <h2>How can we help?</h2>
        <SubmissionForm
          desk={desk}
          category={isCategory(category) ? category : undefined}
          onFiled={({ reference, statusToken }) => setCredential({ reference, token: statusToken })}
        />
      </div>
    );
  }
  return (
    <div className="card">
      <StatusView
        desk={desk}
        credential={credential}
        justFiled
        heading="h2"
        onNew={() => setCredential(undefined)}
      />
      <p className="fine">
        <a href={statusLink(desk.base, credential)} target="_blank" rel="noopener">
          Open this conversation on its own page<span className="unseen"> (opens in a new tab)</span>
        </a>
      </p>
    </div>
  );
}
