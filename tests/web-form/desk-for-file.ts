// What browser tests of the pages begin with: a browser and a stub of the desk that a whole file shares.
import { afterAll, beforeAll } from 'bun:test';
import { type BrowserLook, browserForFile, type FileBrowser } from './browser.ts';
import { type AnswerRoom, builtPages, type StubDesk, startStubDesk } from './stub-desk.ts';

export interface FileDesk extends FileBrowser {
  readonly desk: StubDesk;
}

/**
 * To be called at the top of a test file.
 * @param answerRoom what the rooms find
 */
export function stubDeskForFile(answerRoom?: AnswerRoom, look?: BrowserLook): FileDesk {
  const browser = browserForFile(look);
  const desk = startStubDesk(answerRoom);
  beforeAll(async () => {
    if (!browser.isMissing) await builtPages();
  });
  afterAll(() => desk[Symbol.dispose]());
  return { ...browser, desk };
}
