// What a page says of who is in front of it goes with the question, and never keeps anybody from asking.
import { describe, expect, test } from 'bun:test';
import type { Submission } from '../../src/application/ticket/submission.ts';
import { connectDesk, type Desk } from '../../web-form/client/desk.ts';
import { withIdentity } from '../../web-form/embed/identity.ts';
import { submission } from '../infra/desk.ts';

const filed = { ok: true, status: 201, body: { reference: 'LD-1', statusToken: 't' }, etag: null } as const;
const refused = (code: string) => ({ ok: false, trouble: { kind: 'refused', code, detail: '' } }) as const;

const question = submission();

function desk(answers: readonly Awaited<ReturnType<Desk['submit']>>[]) {
  const sent: Submission[] = [];
  const left = [...answers];
  const inner: Desk = {
    ...connectDesk('https://desk.example'),
    submit: async (one) => {
      sent.push(one);
      return left.shift() ?? filed;
    },
  };
  return { inner, sent };
}

describe('the identity of a page', () => {
  test('is asked for anew with every question', async () => {
    const { inner, sent } = desk([]);
    let n = 0;
    const with_ = withIdentity(inner, async () => `token-${++n}`);
    await with_.submit(question);
    await with_.submit(question);
    expect(sent.map(({ identityToken }) => identityToken)).toEqual(['token-1', 'token-2']);
  });

  test('that is missing, or fails, leaves the question as it is', async () => {
    const { inner, sent } = desk([]);
    await withIdentity(inner, async () => undefined).submit(question);
    await withIdentity(inner, async () => Promise.reject(new Error('signed out'))).submit(question);
    expect(sent).toEqual([question, question]);
  });

  test('that the desk does not take is left out, and other refusals stand', async () => {
    const once = desk([refused('identity-refused')]);
    expect(await withIdentity(once.inner, async () => 'old').submit(question)).toEqual(filed);
    expect(once.sent).toEqual([{ ...question, identityToken: 'old' }, question]);
    const other = desk([refused('submission-reused')]);
    expect(await withIdentity(other.inner, async () => 'old').submit(question)).toEqual(
      refused('submission-reused'),
    );
  });
});
