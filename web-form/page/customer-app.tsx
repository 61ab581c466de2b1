// The customer's pages: the form, one conversation, an article. Which one, the address says.
import { useEffect, useState } from 'react';
import { ArticlePage } from '../article/article-page.tsx';
import { connectDesk, credentialFrom, statusLink } from '../client/desk.ts';
import { useTitle } from '../design/use-title.ts';
import { SubmissionForm } from '../form/submission-form.tsx';
import { StatusView } from '../status/status-view.tsx';
import { Frame } from './frame.tsx';

const desk = connectDesk(location.origin);

interface Place {
  readonly path: string;
  readonly fragment: string;
  readonly justFiled: boolean;
}

export function CustomerApp() {
  const [place, setPlace] = useState<Place>(() => here(false));
  useEffect(() => {
    const moved = () => setPlace(here(false));
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }, []);
  const go = (address: string, justFiled = false) => {
    history.pushState(null, '', address);
    scrollTo(0, 0);
    setPlace(here(justFiled));
  };
  const { path, fragment, justFiled } = place;
  const credential = path.startsWith('/status') ? credentialFrom(fragment) : undefined;
  // The embed shows the same conversation, and has no say in what the page around it is called.
  useTitle(credential && [credential.reference, 'Support']);

  if (path.startsWith('/articles/')) {
    return (
      <Frame area="Help">
        <ArticlePage desk={desk} slug={decoded(path.slice('/articles/'.length))} />
      </Frame>
    );
  }
  return (
    <Frame area="Support">
      {credential ? (
        <StatusView
          key={credential.reference}
          desk={desk}
          credential={credential}
          justFiled={justFiled}
          heading="h1"
          onNew={() => go('/')}
        />
      ) : path.startsWith('/status') ? (
        <NoLink />
      ) : (
        <Ask
          onFiled={(filed) =>
            go(statusLink('', { reference: filed.reference, token: filed.statusToken }), true)
          }
        />
      )}
    </Frame>
  );
}

function Ask({ onFiled }: Pick<Parameters<typeof SubmissionForm>[0], 'onFiled'>) {
  useTitle(['Support']);
  return (
    <div className="ask">
      <div className="ask-intro">
        <h1>How can we help?</h1>
        <p className="lead">Write to us at any hour. Tell us what you see and what you expected instead.</p>
        <ol className="steps">
          <li>
            <strong>A reference at once.</strong> Your message is on record the moment you send it.
          </li>
          <li>
            <strong>An answer with its sources.</strong> Usually within a minute, with the articles it rests
            on.
          </li>
          <li>
            <strong>A person when it matters.</strong> Anything we cannot answer well goes to our team.
          </li>
        </ol>
      </div>
      <div className="card">
        <SubmissionForm desk={desk} onFiled={onFiled} />
      </div>
    </div>
  );
}

function NoLink() {
  const title = 'Open your status link';
  useTitle([title, 'Support']);
  return (
    <div className="dead-end">
      <h1>{title}</h1>
      <p>
        A conversation opens with the link you were given when you wrote to us. Please use the whole link: the
        part after the # is the key to it.
      </p>
      <a className="button primary" href="/">
        Write a new message
      </a>
    </div>
  );
}

function here(justFiled: boolean): Place {
  return { path: location.pathname, fragment: location.hash, justFiled };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
