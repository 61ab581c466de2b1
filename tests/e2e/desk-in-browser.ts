// The real desk in a real browser, shared by the tests of one file.
import { afterAll, beforeAll } from 'bun:test';
import type { BrowserContextOptions } from 'playwright-core';
import { browserForFile, type FileBrowser, type Window } from '../web-form/browser.ts';
import { type Launch, type RunningDesk, startDesk, type TemporaryFolder, temporaryFolder } from './desk.ts';

export interface DeskInBrowser extends FileBrowser {
  /** The desk that runs now, also after a restart. */
  readonly desk: Pick<RunningDesk, 'url' | 'key' | 'stdout' | 'stderr'>;
  /** Gone after the last test. */
  readonly folder: TemporaryFolder;
  /** The desk's data directory, for commands beside it. */
  readonly data: string;
  /** Opens a page of the staff as the local operator. */
  readonly enter: (path: string, options?: BrowserContextOptions) => Promise<Window>;
  /** Ends the desk as Ctrl-C does, and starts it again on its data afterwards. */
  readonly restart: <T>(meanwhile: () => Promise<T>) => Promise<T>;
}

/**
 * To be called at the top of a test file. Without a browser nothing is started.
 * @param settings what the desk is started with, asked for when it is
 */
export function deskInBrowser(
  settings: () => Promise<Omit<Launch, 'folder'>> | Omit<Launch, 'folder'> = () => ({}),
): DeskInBrowser {
  const browser = browserForFile();
  const folder = temporaryFolder();
  const data = folder.sub('data');
  let started: RunningDesk | undefined;
  const running = () => {
    if (!started) throw new Error('the desk starts before the first test');
    return started;
  };
  beforeAll(async () => {
    if (!browser.isMissing) started = await startDesk({ folder: data, ...(await settings()) });
  });
  afterAll(async () => {
    await started?.[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });
  const desk: DeskInBrowser['desk'] = {
    get url() {
      return running().url;
    },
    get key() {
      return running().key;
    },
    stdout: () => running().stdout(),
    stderr: () => running().stderr(),
  };
  return {
    ...browser,
    desk,
    folder,
    data,
    enter: (path, options = {}) =>
      browser.visit(`${desk.url}${path}#key=${desk.key}`, { locale: 'en-GB', ...options }),
    restart: async (meanwhile) => {
      await running().end('SIGINT');
      const done = await meanwhile();
      started = await startDesk({ folder: data, ...(await settings()), args: [] });
      return done;
    },
  };
}
