// How the parts of the desk are doing: channels, model, bus, relay, processes, knowledge.
import type { ReactNode } from 'react';
import { Banner } from '../design/banner.tsx';
import { reachable } from '../design/reachable.ts';
import { RelativeTime } from '../design/relative-time.tsx';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { useRecorded } from '../staff/use-recorded.ts';
import { useNumbers } from './numbers.ts';
import type { Overview } from './series.ts';
import { overviewWords } from './words.ts';

type HealthView = Overview['health'];

export function Health({ overview: { health } }: { readonly overview: Overview }) {
  const words = useWords(overviewWords);
  const recorded = useRecorded();
  const { ready, degraded, reasons } = health;
  return (
    <section aria-labelledby="overview-health">
      <h2 id="overview-health">{words.health}</h2>
      {!ready && <Banner tone="bad">{words.broken}</Banner>}
      {ready && degraded.length > 0 && (
        <Banner tone="warn">
          {words.degraded(degraded.map((part) => words.readyParts[part] ?? part).join(', '))}
          {reasons.map((reason) => (
            <p key={reason}>{recorded(reason)}</p>
          ))}
        </Banner>
      )}
      {ready && degraded.length === 0 && <p className="overview-well">{words.healthy}</p>}
      <Channels health={health} />
      <Parts health={health} />
    </section>
  );
}

const toneOf = {
  closed: 'good',
  trying: 'warn',
  open: 'bad',
  ok: 'good',
  degraded: 'warn',
  failed: 'bad',
} as const;
const shapeOf = { good: '●', warn: '◆', bad: '■' } as const;

/** A state by colour, shape and word. */
function State({ state, children }: { readonly state: keyof typeof toneOf; readonly children: ReactNode }) {
  const tone = toneOf[state];
  return (
    <span className="overview-state" data-tone={tone}>
      <span aria-hidden="true">{shapeOf[tone]}</span> {children}
    </span>
  );
}

function Channels({ health: { channels } }: { readonly health: HealthView }) {
  const words = useWords(overviewWords);
  const { count } = useNumbers();
  const { healthColumns: columns } = words;
  if (channels.length === 0) return <p className="soft">{words.noChannels}</p>;
  const time = (at: string | null) => (at === null ? words.never : <RelativeTime at={at} />);
  return (
    <section {...reachable} className="overview-scroll" aria-label={columns.channel}>
      <table>
        <thead>
          <tr>
            {Object.entries(columns).map(([name, label]) => (
              <th
                key={name}
                scope="col"
                className={name === 'waiting' || name === 'failed' ? undefined : 'text'}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {channels.map(({ channel, breaker, lastAcceptedAt, lastSentAt, waiting, failed }) => (
            <tr key={channel}>
              <th scope="row">{channelName(channel)}</th>
              <td className="text">
                {breaker === null ? (
                  words.unknownBreaker
                ) : (
                  <State state={breaker}>{words.breakers[breaker]}</State>
                )}
              </td>
              <td className="text">{time(lastAcceptedAt)}</td>
              <td className="text">{time(lastSentAt)}</td>
              <td>{count(waiting)}</td>
              <td>{count(failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Parts({ health: { model, bus, relay, processes, knowledge } }: { readonly health: HealthView }) {
  const words = useWords(overviewWords);
  const { count } = useNumbers();
  const { parts } = words;
  return (
    <dl className="overview-parts">
      {model !== null && (
        <div>
          <dt>{parts.model}</dt>
          <dd>
            <State state={model}>{words.breakers[model]}</State>
          </dd>
        </div>
      )}
      <div>
        <dt>{parts.bus}</dt>
        <dd>
          <State state={bus.state}>{parts.states[bus.state]}</State>
        </dd>
        {bus.lag.map(({ group, waiting }) => (
          <dd key={group}>{parts.lag(group, count(waiting))}</dd>
        ))}
      </div>
      <div>
        <dt>{parts.relay}</dt>
        <dd>{parts.relayWaiting(count(relay.waiting))}</dd>
        {relay.followers.map(({ follower, behind }) => (
          <dd key={follower}>{parts.behind(follower, count(behind))}</dd>
        ))}
      </div>
      <div>
        <dt>{parts.processes}</dt>
        {processes.map(({ process, roles }) => (
          <dd key={process}>{roles.join(', ')}</dd>
        ))}
      </div>
      <div>
        <dt>{parts.knowledge}</dt>
        <dd>{parts.articles(count(knowledge.articles))}</dd>
        {knowledge.withoutVector > 0 && (
          <dd>
            <State state="degraded">{parts.vectors(count(knowledge.withoutVector))}</State>
          </dd>
        )}
      </div>
    </dl>
  );
}
