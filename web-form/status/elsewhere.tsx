// Going on with the conversation by e-mail or on WhatsApp: links that carry the ticket with them.
import type { Continuation } from '../client/contract.ts';

const words: Readonly<Record<Continuation['channel'], string>> = {
  email: 'Write an e-mail',
  whatsapp: 'Open WhatsApp',
};

export function Elsewhere({ continuations }: { readonly continuations: readonly Continuation[] }) {
  return (
    <section className="panel" aria-label="Other ways to go on">
      <p className="panel-title">Go on elsewhere</p>
      <p className="fine">
        Same conversation, another place. The prepared text holds your code; leave it in the message, so that
        it finds its way here.
      </p>
      <ul className="elsewhere">
        {continuations.map(({ channel, url }) => (
          <li key={channel}>
            <a className="secondary" href={url} target="_blank" rel="noreferrer">
              {words[channel]}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
