// Why an answer was given, or none: what was searched and found, what it was checked against, and what it cost.
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { RelativeTime } from '../design/relative-time.tsx';
import { EmptyState, FailedState, Skeleton } from '../design/states.tsx';
import { checkNames } from '../staff/check-names.ts';
import { useWords } from '../staff/language.ts';
import { useRecorded } from '../staff/use-recorded.ts';
import { ask } from './calls.ts';
import type { Why, WhyDecision } from './contract-people.ts';
import { costWords } from './cost-words.ts';
import { Evidence } from './failure-words.tsx';
import { numbered } from './numbered.ts';
import { useFresh } from './use-fresh.ts';
import { stripHidden } from './visible-text.ts';
import { inboxWords } from './words.ts';

interface WhyPanelProps {
  readonly reference: string;
  /** Of the ticket: a newer one has newer reasons. */
  readonly version: number;
  readonly at: string | undefined;
}

export function WhyPanel({ reference, version, at }: WhyPanelProps) {
  const words = useWords(inboxWords);
  const w = words.why;
  const { body, trouble, stale, again } = useFresh<Why>(useCallback(() => ask.why(reference), [reference]));
  const asked = useRef(version);
  useEffect(() => {
    if (asked.current !== version) stale();
    asked.current = version;
  }, [version, stale]);
  if (!body)
    return trouble ? (
      <FailedState title={words.notLoaded} retry={words.tryAgain} again={again} />
    ) : (
      <Skeleton label={words.loading} rows={4} />
    );
  if (body.decisions.length === 0) return <EmptyState title={w.none}>{w.noneHint}</EmptyState>;
  const meant = nearest(body.decisions, at);
  return (
    <ol className="decisions" aria-label={words.tabs.why}>
      {body.decisions
        .map((decision) => (
          <Decision
            key={`${decision.version} ${decision.at}`}
            decision={decision}
            isOpen={decision === (meant ?? body.decisions.at(-1))}
            isAsked={decision === meant}
          />
        ))
        .reverse()}
    </ol>
  );
}

/** The decision that a message came from; their times are those of events of one append. */
function nearest(decisions: Why['decisions'], at: string | undefined): WhyDecision | undefined {
  const moment = Date.parse(at ?? '');
  if (Number.isNaN(moment)) return undefined;
  const distance = (decision: WhyDecision) => Math.abs(Date.parse(decision.at) - moment);
  return decisions
    .filter(({ kind }) => kind === 'answered' || kind === 'withdrawn')
    .toSorted((one, other) => distance(one) - distance(other))[0];
}

interface DecisionProps {
  readonly decision: WhyDecision;
  readonly isOpen: boolean;
  readonly isAsked: boolean;
}

function Decision({ decision, isOpen, isAsked }: DecisionProps) {
  const words = useWords(inboxWords);
  const w = words.why;
  const { kind, by, at, reason, evidence, total, signals } = decision;
  const item = useRef<HTMLLIElement>(null);
  const whole = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!isAsked) return;
    if (whole.current) whole.current.open = true;
    item.current?.scrollIntoView({ block: 'nearest' });
  }, [isAsked]);
  return (
    <li ref={item} data-asked={isAsked}>
      <details ref={whole} open={isOpen}>
        <summary>
          <span className="decision-kind" data-kind={kind}>
            {w.kind[kind]}
          </span>
          <span className="fine">
            <bdi>{words.escalatedBy[by as keyof typeof words.escalatedBy] ?? by}</bdi> ·{' '}
            <RelativeTime at={at} />
          </span>
        </summary>
        {reason && <p>{words.reason[reason as keyof typeof words.reason] ?? reason}</p>}
        {evidence && (
          <blockquote dir="auto" className="quote">
            <Evidence evidence={evidence} most={600} />
          </blockquote>
        )}
        {signals.length > 0 && (
          <Part title={w.signals}>
            {signals.map(({ reason: why, sentence, phrase }) => (
              <li key={`${why} ${phrase} ${sentence}`}>
                {words.reason[why as keyof typeof words.reason] ?? why}
                {phrase !== '' && <q dir="auto">{phrase}</q>}
              </li>
            ))}
          </Part>
        )}
        <Searches decision={decision} />
        <Checks decision={decision} />
        <Work decision={decision} />
        <Failures decision={decision} />
        {total.inputTokens + total.durationMs > 0 && (
          <p className="fine total">
            {w.total(
              total.inputTokens + total.outputTokens,
              costWords(total.costMicros),
              total.durationMs / 1000,
            )}
          </p>
        )}
      </details>
    </li>
  );
}

function Searches({ decision: { searches, sources } }: { readonly decision: WhyDecision }) {
  const w = useWords(inboxWords).why;
  return (
    <>
      {searches.length > 0 && (
        <Part title={w.searches}>
          {numbered(searches).map(({ place, item: { query, confidence, sufficient, results } }) => (
            <li key={place}>
              <q dir="auto">{stripHidden(query)}</q>
              <span className="fine">
                {w.found(results.length, Math.round(confidence * 100))}{' '}
                {!sufficient && <span className="tag warn">{w.tooLittle}</span>}
              </span>
              <span className="meter" aria-hidden="true">
                <span style={{ inlineSize: `${Math.round(confidence * 100)}%` }} data-enough={sufficient} />
              </span>
            </li>
          ))}
        </Part>
      )}
      {sources.length > 0 && (
        <Part title={w.sources}>
          {sources.map(({ slug, title, heading }) => (
            <li key={`${slug}#${heading}`}>
              <a href={`/articles/${encodeURIComponent(slug)}`} target="_blank" rel="noopener">
                {title}
              </a>
              {heading !== '' && heading !== title && <span className="fine"> · {heading}</span>}
            </li>
          ))}
        </Part>
      )}
    </>
  );
}

function Checks({ decision: { checksPassed, checksFailed } }: { readonly decision: WhyDecision }) {
  const w = useWords(inboxWords).why;
  const recorded = useRecorded();
  const checks = useWords(checkNames);
  if (checksPassed.length + checksFailed.length === 0) return null;
  return (
    <Part title={w.checks}>
      {numbered(checksFailed).map(({ place, item: { rule, detail, text } }) => (
        <li key={place} className="failed">
          <strong>✗ {checks[rule] ?? rule}</strong> <span dir="auto">{recorded(detail)}</span>
          <details>
            <summary className="fine">{w.refusedText}</summary>
            <blockquote dir="auto" className="quote">
              {stripHidden(text).slice(0, 2_000)}
            </blockquote>
          </details>
        </li>
      ))}
      {checksPassed.length > 0 && (
        <li className="passed">✓ {checksPassed.map((rule) => checks[rule] ?? rule).join(', ')}</li>
      )}
    </Part>
  );
}

function Work({ decision: { modelCalls, tools } }: { readonly decision: WhyDecision }) {
  const w = useWords(inboxWords).why;
  const toolWords = ({ tool, outcome }: WhyDecision['tools'][number]) => {
    const name = w.tool[tool] ?? tool;
    return outcome === 'ok' ? name : `${name} (${w.toolOutcome[outcome] ?? outcome})`;
  };
  return (
    <>
      {modelCalls.length > 0 && (
        <Part title={w.models}>
          {numbered(modelCalls).map(({ place, item: call }) => (
            <li key={place}>
              <bdi>{call.model}</bdi>{' '}
              <span className="fine">
                {w.call(
                  call.inputTokens,
                  call.outputTokens,
                  costWords(call.costMicros),
                  call.durationMs / 1000,
                )}
                {call.fault && <span className="tag warn">{call.fault}</span>}
              </span>
            </li>
          ))}
        </Part>
      )}
      {tools.length > 0 && (
        <Part title={w.tools}>
          <li className="fine">{tools.map(toolWords).join(', ')}</li>
        </Part>
      )}
    </>
  );
}

function Failures({ decision: { failures } }: { readonly decision: WhyDecision }) {
  const w = useWords(inboxWords).why;
  const recorded = useRecorded();
  if (failures.length === 0) return null;
  return (
    <Part title={w.failures}>
      {numbered(failures).map(({ place, item: { agent, because } }) => (
        <li key={place}>
          <bdi>{agent}</bdi> <span className="fine">{recorded(because)}</span>
        </li>
      ))}
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}
