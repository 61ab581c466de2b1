// A test question: what the agent would do, and why, before a customer asks.
import { type FormEvent, useState } from 'react';
import { Prose } from '../design/prose.ts';
import { ErrorState, Skeleton } from '../design/states.tsx';
import { Choice, Field } from '../form/field.tsx';
import { callDesk } from '../staff/call-desk.ts';
import { channelNames } from '../staff/channel-name.ts';
import { checkNames } from '../staff/check-names.ts';
import { locales, useLanguage, useWords } from '../staff/language.ts';
import { go, Link } from '../staff/route.tsx';
import { ticketReasons } from '../staff/ticket-words.ts';
import { useDraft } from '../staff/use-draft.ts';
import { useRecorded } from '../staff/use-recorded.ts';
import type { Tried } from './contract.ts';
import { knowledgeWords } from './words.ts';

/** A model may take its time. */
const patienceMs = 150_000;

type Progress = 'nothing' | 'asking' | 'failed' | Tried;

/** @param asked a question that a link brought along */
export function TestQuestion({ asked }: { readonly asked: string }) {
  const words = useWords(knowledgeWords);
  const kept = useDraft('question');
  const question = kept.text === '' ? asked : kept.text;
  const [channel, setChannel] = useState('webform');
  const [progress, setProgress] = useState<Progress>('nothing');
  const ask = async (event?: FormEvent) => {
    event?.preventDefault();
    const text = question.trim();
    if (text.length < 3 || progress === 'asking') return;
    setProgress('asking');
    const body = { question: text, channel };
    const answer = await callDesk<Tried>('/api/knowledge/questions', { method: 'POST', body, patienceMs });
    setProgress(answer.ok ? answer.body : 'failed');
  };
  return (
    <div className="knowledge-page">
      <header>
        <h2>{words.questionTitle}</h2>
        <p className="fine">{words.questionText}</p>
      </header>
      <form className="knowledge-ask" onSubmit={(event) => void ask(event)}>
        <Field label={words.question}>
          {(ties) => (
            <textarea
              {...ties}
              rows={3}
              maxLength={4000}
              dir="auto"
              value={question}
              onChange={({ target }) => {
                kept.type(target.value);
                if (asked !== '') go('/knowledge/questions', { replace: true });
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void ask();
              }}
            />
          )}
        </Field>
        <Field label={words.channel}>
          {(ties) => (
            <Choice
              {...ties}
              value={channel}
              options={channelNames()}
              onChange={({ target }) => setChannel(target.value)}
            />
          )}
        </Field>
        <button type="submit" className="primary" disabled={progress === 'asking'}>
          {progress === 'asking' ? words.asking : words.ask}
        </button>
      </form>
      {progress === 'asking' && <Skeleton rows={5} label={words.asking} />}
      {progress === 'failed' && <ErrorState title={words.failed} />}
      {typeof progress === 'object' && <Outcome tried={progress} />}
    </div>
  );
}

function Outcome({ tried }: { readonly tried: Tried }) {
  const words = useWords(knowledgeWords);
  const recorded = useRecorded();
  const reasons = useWords<Readonly<Record<string, string>>>(ticketReasons);
  const checks = useWords(checkNames);
  const { outcome, by, text, citations, reason, evidence, refused } = tried;
  return (
    <section className="card knowledge-outcome" aria-label={words.outcomes[outcome]} aria-live="polite">
      <h3 data-outcome={outcome}>
        <span aria-hidden="true">{outcome === 'answered' ? '✓' : '→'}</span> {words.outcomes[outcome]}
      </h3>
      <p className="fine">{by === 'policy' ? words.byPolicy : words.byAgent(by)}</p>
      {reason !== null && (
        <p>
          {words.reason}: <strong>{reasons[reason] ?? reason}</strong>
          {evidence !== null && evidence !== '' && <span dir="auto"> – {recorded(evidence)}</span>}
        </p>
      )}
      {text !== null && (
        <>
          <h4>{outcome === 'answered' ? words.answer : words.told}</h4>
          <Prose text={text} />
        </>
      )}
      {citations.length > 0 && (
        <>
          <h4>{words.sources}</h4>
          <ul>
            {citations.map(({ chunkId, slug, title, heading }) => (
              <li key={chunkId}>
                <Link to={`/knowledge/${slug}`}>{heading === '' ? title : `${title}: ${heading}`}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {refused.map((one) => (
        <div key={`${one.rule} ${one.text}`} className="notice warn">
          <p className="notice-title">
            {words.refused}: {checks[one.rule] ?? one.rule}
          </p>
          <p dir="auto">{recorded(one.detail)}</p>
          <blockquote dir="auto">{one.text}</blockquote>
        </div>
      ))}
      <Passages tried={tried} />
    </section>
  );
}

function Passages({ tried: { passages, confidence, threshold, sufficient } }: { readonly tried: Tried }) {
  const words = useWords(knowledgeWords);
  const language = useLanguage();
  const number = new Intl.NumberFormat(locales[language], {
    maximumFractionDigits: 2,
    minimumFractionDigits: 2,
  });
  return (
    <>
      <h4>{words.passages}</h4>
      <p>
        {words.confidence(number.format(confidence), number.format(threshold))} –{' '}
        {sufficient ? words.enough : words.notEnough}
      </p>
      {passages.length === 0 && <p className="soft">{words.noPassages}</p>}
      <ol className="knowledge-passages">
        {passages.map(({ chunkId, slug, title, heading, text, score, coverage, similarity }) => (
          <li key={chunkId}>
            <details>
              <summary>
                <span dir="auto">{heading === '' ? title : `${title}: ${heading}`}</span>{' '}
                <span className="fine">
                  {words.coverage} {number.format(coverage)} · {words.similarity}{' '}
                  {similarity === null ? '–' : number.format(similarity)} · {words.score}{' '}
                  {number.format(score)}
                </span>
              </summary>
              <Prose text={text} />
              <Link to={`/knowledge/${slug}`}>{slug}</Link>
            </details>
          </li>
        ))}
      </ol>
    </>
  );
}
