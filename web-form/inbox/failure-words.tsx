// Why a reply did not arrive, in words, with the code beside it for whoever looks it up.
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { useRecorded } from '../staff/use-recorded.ts';
import { failureIn, failureOf } from './failure.ts';
import { stripHidden } from './visible-text.ts';
import { inboxWords } from './words.ts';

export function FailureWords({ code }: { readonly code: string }) {
  const w = useWords(inboxWords).failure;
  return (
    <>
      {w[failureOf(code)]} <code className="failure-code">{stripHidden(code).slice(0, 60)}</code>
    </>
  );
}

/** What an escalation gives as its evidence: the desk's own words in the reader's language, a customer's as they are. @param most characters */
export function Evidence({ evidence, most }: { readonly evidence: string; readonly most: number }) {
  const recorded = useRecorded();
  const failure = failureIn(evidence);
  if (!failure) return recorded(stripHidden(evidence)).slice(0, most);
  return (
    <>
      {channelName(failure.channel)}: <FailureWords code={failure.code} />
    </>
  );
}
