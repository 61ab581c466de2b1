// Webhooks of Twilio: its own published examples are taken, and nothing else is.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { verifySignature } from '../../../src/adapters/twilio/signature.ts';
import type { WebhookRequest } from '../../../src/application/channel/webhook.ts';

const request = (target: string, body: string, signature?: string): WebhookRequest => ({
  target,
  body,
  headers: signature === undefined ? {} : { 'x-twilio-signature': signature },
});
const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();

describe('Twilio’s published examples', () => {
  // https://www.twilio.com/docs/usage/security and the test suites of Twilio's libraries
  const token = '12345';
  const fields = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  };
  const target = '/myapp.php?foo=1&bar=2';
  const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
  const verify = verifySignature({ authTokens: [token], publicUrl: 'https://mycompany.com' });

  test('the form of the documentation', () =>
    expect(verify(request(target, form(fields), signature))).toBeUndefined());
  test('with the standard port in our URL, and without', () => {
    const withPort = verifySignature({ authTokens: [token], publicUrl: 'https://mycompany.com:443' });
    expect(withPort(request(target, form(fields), signature))).toBeUndefined();
    const signedWithPort = getExpectedTwilioSignature(token, `https://mycompany.com:443${target}`, fields);
    expect(verify(request(target, form(fields), signedWithPort))).toBeUndefined();
  });
  test('a JSON body by its digest', () => {
    const body = '{"property": "value", "boolean": true}';
    const json =
      '/myapp.php?foo=1&bar=2&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
    const signed = getExpectedTwilioSignature(token, `https://mycompany.com${json}`, {});
    expect(signed).toBe('a9nBmqA0ju/hNViExpshrM61xv4=');
    expect(verify(request(json, body, signed))).toBeUndefined();
    expect(verify(request(json, `${body} `, signed))).toBe('wrong-signature');
  });
  test('repeated fields count once, sorted', () => {
    const repeated = getExpectedTwilioSignature(token, `https://mycompany.com${target}`, {
      Sid: 'CA123',
      SidAccount: 'AC123',
      Digits: ['5678', '1234', '1234'],
    });
    expect(repeated).toBe('IK+Dwps556ElfBT0I3Rgjkr1wJU=');
    expect(
      verify(request(target, 'Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234', repeated)),
    ).toBeUndefined();
  });
});

describe('anything else', () => {
  const publicUrl = 'https://desk.example';
  const verify = verifySignature({ authTokens: ['old', 'new'], publicUrl });
  const body = form({ MessageSid: 'SM1', Body: 'Hello' });
  const target = '/webhooks/whatsapp';
  const signed = (token: string) =>
    getExpectedTwilioSignature(token, publicUrl + target, { MessageSid: 'SM1', Body: 'Hello' });

  test('mistake 1: a request without the header is refused', () =>
    expect(verify(request(target, body))).toBe('no-signature'));
  test('mistake 1: without a token there is no desk', () => {
    expect(() => verifySignature({ authTokens: [], publicUrl })).toThrow('auth token');
    expect(() => verifySignature({ authTokens: [''], publicUrl })).toThrow('auth token');
  });
  test('both tokens count while one replaces the other', () => {
    expect(verify(request(target, body, signed('old')))).toBeUndefined();
    expect(verify(request(target, body, signed('new')))).toBeUndefined();
    expect(verify(request(target, body, signed('another')))).toBe('wrong-signature');
  });
  test('a header that claims another host changes nothing', () => {
    const forged = request(
      target,
      body,
      getExpectedTwilioSignature('new', `https://evil.example${target}`, {
        MessageSid: 'SM1',
        Body: 'Hello',
      }),
    );
    expect(
      verify({
        ...forged,
        headers: { ...forged.headers, 'x-forwarded-host': 'evil.example', host: 'evil.example' },
      }),
    ).toBe('wrong-signature');
  });
  test('a changed field, query or path is refused', () => {
    const good = signed('new');
    expect(verify(request(target, body.replace('Hello', 'Hullo'), good))).toBe('wrong-signature');
    expect(verify(request(`${target}?reply=1`, body, good))).toBe('wrong-signature');
    expect(verify(request('/webhooks/other', body, good))).toBe('wrong-signature');
    expect(verify(request(target, `${body}&Extra=1`, good))).toBe('wrong-signature');
  });
  test('whatever is sent, the answer is a refusal, at once', () =>
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ maxLength: 2_000 }),
        fc.string({ maxLength: 300 }),
        (path, any, signature) => {
          expect(verify(request(`/${path}`, any, signature))).toMatch(/signature/);
        },
      ),
      { numRuns: 300 },
    ));
});
