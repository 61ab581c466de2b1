// Queues of decisions instead of tickets: suppressed messages, and customers who may be one person.
import { useCallback, useEffect, useMemo } from 'react';
import { EmptyState } from '../design/states.tsx';
import { useWords } from '../staff/language.ts';
import { go, Link } from '../staff/route.tsx';
import { ask } from './calls.ts';
import { ConflictView } from './conflict-view.tsx';
import type { ConflictCase, SuppressedMessage } from './contract-people.ts';
import { ListPane } from './list-pane.tsx';
import { stepFrom } from './list-state.ts';
import { ConflictLine, SuppressedLine } from './rows.tsx';
import { SuppressedView } from './suppressed-view.tsx';
import type { Shared } from './ticket-pane.tsx';
import { useFresh } from './use-fresh.ts';
import { inboxWords } from './words.ts';

interface CasePaneProps {
  readonly queue: 'suppressed' | 'conflicts';
  readonly item: string | undefined;
  readonly shared: Shared;
}

interface Entry {
  readonly reference: string;
  readonly to: string;
  readonly of: { readonly message: SuppressedMessage } | { readonly conflict: ConflictCase };
}

export function CasePane({ queue, item, shared: { onChanged } }: CasePaneProps) {
  const w = useWords(inboxWords);
  const { body, trouble, stale, again } = useFresh<readonly Entry[]>(
    queue === 'suppressed' ? readSuppressed : readConflicts,
  );
  useEffect(() => onChanged(stale), [onChanged, stale]);
  const found = body?.find(({ reference }) => reference === item);
  const line = useCallback(
    ({ of, to, reference }: Entry) =>
      'message' in of ? (
        <SuppressedLine message={of.message} to={to} name={reference} isOpen={reference === item} />
      ) : (
        <ConflictLine conflict={of.conflict} to={to} name={reference} isOpen={reference === item} />
      ),
    [item],
  );
  const next = useMemo(() => {
    const rest = body?.filter(({ reference }) => reference !== item) ?? [];
    const place = body?.findIndex(({ reference }) => reference === item) ?? 0;
    return rest.find(({ reference }) => reference === stepFrom(rest, item, 1, place))?.to;
  }, [body, item]);
  // Decided: on to the next one, as one works through a pile.
  const onDecided = () => {
    again();
    go(next ?? `/inbox/${queue}`, { replace: true });
  };
  return (
    <>
      <ListPane
        queue={queue}
        q=""
        onSearch={undefined}
        entries={body}
        failed={trouble !== undefined}
        again={again}
        open={item}
        line={line}
      />
      <div className="open-pane">
        {found && 'message' in found.of && (
          <SuppressedView key={found.reference} message={found.of.message} onDecided={onDecided} />
        )}
        {found && 'conflict' in found.of && (
          <ConflictView key={found.reference} conflict={found.of.conflict} onDecided={onDecided} />
        )}
        {!found && (item === undefined || body) && (
          <EmptyState
            title={item === undefined ? w.nothingOpen : w.decided}
            actions={item !== undefined && <Link to={`/inbox/${queue}`}>{w.back}</Link>}
          >
            {item === undefined ? w.nothingOpenHint : w.decidedHint}
          </EmptyState>
        )}
      </div>
    </>
  );
}

async function readSuppressed() {
  const answer = await ask.suppressed();
  if (!answer.ok) return answer;
  const entries = answer.body.suppressed.map(
    (message): Entry => ({
      reference: message.messageId,
      to: `/inbox/suppressed/${message.messageId}`,
      of: { message },
    }),
  );
  return { ...answer, body: entries };
}

async function readConflicts() {
  const answer = await ask.conflicts();
  if (!answer.ok) return answer;
  const entries = answer.body.conflicts.map((conflict): Entry => {
    const reference = `${conflict.customerId}.${conflict.otherId}`;
    return { reference, to: `/inbox/conflicts/${reference}`, of: { conflict } };
  });
  return { ...answer, body: entries };
}
