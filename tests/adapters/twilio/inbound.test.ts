// Messages of customers as Twilio posts them.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { statusNews, statusUrl } from '../../../src/adapters/twilio/callback.ts';
import { inboundMessage } from '../../../src/adapters/twilio/inbound.ts';
import type { InboundMessage } from '../../../src/application/channel/inbound-message.ts';
import { noon } from '../../infra/sample.ts';

const sid = `SM${'a'.repeat(32)}`;
const basic = {
  MessageSid: sid,
  From: 'whatsapp:+4915112345678',
  To: 'whatsapp:+14155238886',
  Body: 'It is blank.',
  NumMedia: '0',
  WaId: '4915112345678',
  ProfileName: 'Ada',
};
const read = (over: Readonly<Record<string, string>> = {}) =>
  inboundMessage(new URLSearchParams({ ...basic, ...over }).toString(), noon);
const message = (over: Readonly<Record<string, string>> = {}): InboundMessage => {
  const found = read(over);
  if ('malformed' in found) throw new Error(found.malformed);
  return found;
};

describe('a message', () => {
  test('is the customer’s who sent it, as far as WhatsApp vouches for them', () =>
    expect(message()).toMatchObject({
      channel: 'whatsapp',
      providerMessageId: sid,
      account: 'whatsapp:+14155238886',
      replyTo: 'whatsapp:+4915112345678',
      seen: [{ identifier: { kind: 'phone', value: '+4915112345678' }, evidence: 'attested', primary: true }],
      senderName: 'Ada',
      text: 'It is blank.',
      sentAt: noon,
      attachments: [],
    }));
  test('may come from a user id without any number', () => {
    const found = message({ From: 'whatsapp:US.1A2b3C4d', WaId: '' });
    expect(found.replyTo).toBe('whatsapp:US.1A2b3C4d');
    expect(found.seen).toEqual([
      { identifier: { kind: 'whatsapp-user', value: 'US.1A2b3C4d' }, evidence: 'attested', primary: true },
    ]);
    expect(message({ From: 'whatsapp:DE.ENT.77x', WaId: '' }).seen[0]?.identifier.value).toBe('DE.ENT.77x');
  });
  test('with a number and a user id links both', () => {
    const kinds = (over: Readonly<Record<string, string>>) =>
      message(over).seen.map((one) => `${one.identifier.kind} ${one.evidence}`);
    expect(kinds({ ExternalUserId: 'US.1A2b3C4d' })).toEqual(['phone attested', 'whatsapp-user attested']);
    expect(kinds({ From: 'whatsapp:US.1A2b3C4d' })).toEqual(['whatsapp-user attested', 'phone attested']);
  });
  test('may be a button, a list entry, a place or files', () => {
    expect(message({ Body: '', ButtonText: 'Yes, please' }).text).toBe('Yes, please');
    expect(message({ Body: '', ListTitle: 'Returns' }).text).toBe('Returns');
    expect(
      message({ Body: '', Latitude: '52.5', Longitude: '13.4', Label: 'Depot', Address: 'Mill Lane 1' }).text,
    ).toBe('Location: Depot, Mill Lane 1, 52.5, 13.4');
    const photo = message({
      Body: '',
      NumMedia: '1',
      MediaUrl0: 'https://api.twilio.com/x',
      MediaContentType0: 'image/JPEG',
    });
    expect(photo.text).toBe('(no text, one file)');
    expect(photo.attachments).toEqual([
      { fileName: 'file-1', mediaType: 'image/jpeg', content: { providerUrl: 'https://api.twilio.com/x' } },
    ]);
  });
  test('answers one of ours', () =>
    expect(message({ OriginalRepliedMessageSid: 'SMx' }).thread).toEqual({ inReplyTo: 'SMx' }));
  test('is kept with the fields that nobody knows yet', () =>
    expect(Buffer.from(message({ NewField: 'x' }).original).toString()).toContain('NewField=x'));
  test('that is STOP or START is a wish, and a sentence with these words is none', () => {
    expect(message({ Body: 'STOP' }).consent).toBe('stop');
    expect(message({ Body: ' Unsubscribe. ' }).consent).toBe('stop');
    expect(message({ Body: 'start' }).consent).toBe('start');
    expect(message({ Body: 'x', OptOutType: 'STOP' }).consent).toBe('stop');
    for (const Body of ['Please stop the printer', 'cancel', 'yes', 'How do I start?'])
      expect(message({ Body }).consent).toBeUndefined();
  });
});

describe('bad input', () => {
  test('a sender that is none is kept, and nobody tries to answer', () => {
    for (const From of [
      '+4915112345678',
      'whatsapp:',
      'whatsapp:+49',
      'whatsapp:+0123456789',
      'sms:+4915112345678',
      '<script>',
      '',
    ]) {
      const found = message({ From });
      expect(found.replyTo).toBeUndefined();
      expect(found.seen).toEqual([]);
      expect(found.suppression?.because).toBe('the sender is no WhatsApp address');
    }
  });
  test('a form without a message is none', () => {
    expect(read({ MessageSid: '', SmsMessageSid: '' })).toEqual({ malformed: 'no-message-sid' });
    expect(read({ MessageSid: '../../x' })).toEqual({ malformed: 'no-message-sid' });
    expect(read({ To: '' })).toEqual({ malformed: 'no-recipient' });
  });
  test('counts and sizes that lie are bounded', () => {
    expect(message({ NumMedia: '1e9' }).attachments).toEqual([]);
    expect(message({ NumMedia: '-3' }).attachments).toEqual([]);
    expect(message({ Body: 'x'.repeat(100_000) }).text.length).toBeLessThanOrEqual(20_000);
    expect(message({ Body: '', Latitude: 'NaN', Longitude: '1' }).text).toBe('(no text)');
  });
  test('any form is read or refused, at once', () =>
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...Object.keys(basic), 'MediaUrl0', 'Latitude', '__proto__', 'constructor'),
          fc.string(),
        ),
        (fields) => {
          const found = read({ MessageSid: sid, ...fields });
          expect('malformed' in found || typeof found.text === 'string').toBe(true);
        },
      ),
      { numRuns: 300 },
    ));
});

describe('a status callback', () => {
  const place = {
    ticketId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c12',
    replyId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c13',
    part: 2,
  };
  const target = new URL(statusUrl('https://desk.example/', place));
  const news = (form: Readonly<Record<string, string>>, at = target.pathname + target.search) =>
    statusNews(at, new URLSearchParams({ MessageSid: sid, ...form }).toString());
  test('names the reply and its part by the address we gave', () =>
    expect(news({ MessageStatus: 'delivered' })).toEqual({
      ...place,
      providerMessageId: sid,
      progress: 'delivered',
    }));
  test('says why a message failed', () =>
    expect(news({ MessageStatus: 'undelivered', ErrorCode: '63016' })).toMatchObject({
      progress: 'failed',
      code: 'window-closed',
    }));
  test('of another address, without a status or a message is none', () => {
    expect(news({ MessageStatus: 'sent' }, '/webhooks/whatsapp/status?reply=1')).toEqual({
      malformed: 'no-reply-named',
    });
    expect(news({ MessageStatus: 'exploded' })).toEqual({ malformed: 'unknown-status' });
    expect(news({ MessageStatus: 'constructor' })).toEqual({ malformed: 'unknown-status' });
    expect(news({ MessageSid: '', MessageStatus: 'sent' })).toEqual({ malformed: 'no-message-sid' });
  });
});
