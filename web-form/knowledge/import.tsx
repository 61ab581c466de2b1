// Bringing articles in from files, with what is done and what was left out.
import { type DragEvent, type FormEvent, useState } from 'react';
import type { ImportResult } from '../../src/application/knowledge/import.ts';
import { send } from '../client/http.ts';
import { Banner } from '../design/banner.tsx';
import { Field } from '../form/field.tsx';
import { callDesk } from '../staff/call-desk.ts';
import { useWords } from '../staff/language.ts';
import type { Session } from '../staff/session.ts';
import { useRecorded } from '../staff/use-recorded.ts';
import { added, nothing, portionsOf, readFiles, type SourceFile, stepsOf } from './bring-in.ts';
import { Others } from './others.tsx';
import { knowledgeWords } from './words.ts';

interface Progress {
  readonly stage: 'embed' | 'store';
  readonly done: number;
  readonly of: number;
}

type State =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'running'; readonly progress: Progress }
  | { readonly kind: 'done' | 'broken'; readonly result: ImportResult; readonly slugs: readonly string[] };

const patienceMs = 3_600_000;

export function Import() {
  const words = useWords(knowledgeWords);
  const recorded = useRecorded();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [state, setState] = useState<State>({ kind: 'choosing' });
  const run = async (event: FormEvent) => {
    event.preventDefault();
    if (files.length === 0 || state.kind === 'running') return;
    setState({ kind: 'running', progress: { stage: 'embed', done: 0, of: files.length } });
    const { sources, problems } = await readFiles(files, words);
    let result: ImportResult = { ...nothing, problems };
    const slugs: string[] = [];
    try {
      for (const some of portionsOf(sources)) {
        const brought = await bringIn(some, (progress) => setState({ kind: 'running', progress }));
        result = added(result, brought.result);
        slugs.push(...brought.slugs);
      }
      setState({ kind: 'done', result, slugs });
      setFiles([]);
    } catch {
      setState({ kind: 'broken', result, slugs });
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (state.kind !== 'running') setFiles([...event.dataTransfer.files]);
  };
  return (
    <div className="knowledge-page">
      <header>
        <h2>{words.importTitle}</h2>
        <p className="fine">{words.importText}</p>
      </header>
      <form
        className="card knowledge-import"
        onSubmit={(event) => void run(event)}
        onDrop={drop}
        onDragOver={(event) => event.preventDefault()}
      >
        <Field
          label={words.files}
          hint={words.folder}
          aside={files.length > 0 ? words.chosen(files.length) : undefined}
        >
          {(ties) => (
            <input
              {...ties}
              type="file"
              multiple
              accept=".md,.markdown,.html,.htm"
              disabled={state.kind === 'running'}
              onChange={({ target }) => setFiles([...(target.files ?? [])])}
            />
          )}
        </Field>
        <button type="submit" className="primary" disabled={files.length === 0 || state.kind === 'running'}>
          {words.start}
        </button>
      </form>
      <div role="status">
        {state.kind === 'running' && <Running {...state.progress} />}
        {state.kind === 'done' && (
          <Banner tone="good">
            {words.result(state.result.published, state.result.revised, state.result.unchanged)}
          </Banner>
        )}
      </div>
      {state.kind === 'done' && state.result.problems.length === 0 && state.slugs.length > 0 && (
        <Others key={state.slugs.join(' ')} kept={state.slugs} />
      )}
      {state.kind === 'broken' && <Banner tone="bad">{words.brokeOff}</Banner>}
      {(state.kind === 'done' || state.kind === 'broken') && state.result.problems.length > 0 && (
        <section aria-label={words.problems}>
          <h3>{words.problems}</h3>
          <ul>
            {state.result.problems.map(({ file, problem }) => (
              <li key={`${file} ${problem}`}>
                <code>{file}</code>: {recorded(problem)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Running({ stage, done, of }: Progress) {
  const words = useWords(knowledgeWords);
  return (
    <p className="knowledge-progress">
      <label>
        {words.stages[stage]} <progress value={done} max={Math.max(1, of)} />
      </label>{' '}
      {words.of(done, of)}
    </p>
  );
}

/** The session is looked at first: an answer that comes line by line cannot wait for somebody to sign in. */
async function bringIn(
  files: readonly SourceFile[],
  tell: (progress: Progress) => void,
): Promise<{ readonly result: ImportResult; readonly slugs: readonly string[] }> {
  const session = await callDesk<Session>('/api/session');
  if (!session.ok) throw new Error('nobody is signed in');
  const { csrf } = session.body;
  const response = await send('/api/knowledge/import', { method: 'POST', body: { files }, csrf, patienceMs });
  if (!response?.ok || !response.body) throw new Error('the import was not taken');
  for await (const step of stepsOf(response.body)) {
    if (step.stage === 'done') return { result: step.result, slugs: step.slugs ?? [] };
    tell(step);
  }
  throw new Error('the import broke off');
}
