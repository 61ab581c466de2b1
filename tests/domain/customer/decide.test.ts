// What a message adds to what is known about its sender.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { linkByStaff } from '../../../src/domain/customer/by-staff.ts';
import { type CustomerCommand, decide } from '../../../src/domain/customer/decide.ts';
import type { CustomerEvent } from '../../../src/domain/customer/events.ts';
import type { Evidence, Identifier } from '../../../src/domain/customer/identifier.ts';
import type { SeenIdentifier } from '../../../src/domain/customer/resolve.ts';
import { evolve, initialState, provenBy } from '../../../src/domain/customer/state.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import { scenario } from '../given.ts';

const given = scenario({ decide, evolve, initialState });
const customerId = 'c-1';
const email: Identifier = { kind: 'email', value: 'ada@example.org' };
const phone: Identifier = { kind: 'phone', value: '+447700900123' };
const seen = (identifier: Identifier, evidence: Evidence): SeenIdentifier => ({ identifier, evidence });
const recognise = (
  sightings: readonly SeenIdentifier[],
  over: Partial<Extract<CustomerCommand, { command: 'Recognise' }>> = {},
): CustomerCommand => ({ command: 'Recognise', customerId, messageId: 'm-1', seen: sightings, ...over });

const registered: CustomerEvent = { type: 'CustomerRegistered', data: { customerId } };
const linked = (
  identifier: Identifier,
  evidence: Evidence,
  because = 'first message of this customer',
): CustomerEvent => ({
  type: 'IdentifierLinked',
  data: { customerId, ...identifier, sourceMessageId: 'm-1', evidence, because },
});
const raised = (identifier: Identifier, from: Evidence, to: Evidence): CustomerEvent => ({
  type: 'IdentifierEvidenceRaised',
  data: { customerId, ...identifier, sourceMessageId: 'm-1', from, to },
});
const named = (name: string, evidence: Evidence): CustomerEvent => ({
  type: 'CustomerNamed',
  data: { customerId, name, evidence },
});

describe('a new customer', () => {
  test('is registered', () => given().when({ command: 'Register', customerId }).gives(registered));
  test('is registered once', () =>
    given(registered).when({ command: 'Register', customerId }).refused('customer-exists'));
  test('is registered with what the first message shows', () =>
    given()
      .when(recognise([seen(email, 'claimed')], { name: ' Ada Marsh ' }))
      .gives(registered, linked(email, 'claimed'), named('Ada Marsh', 'claimed')));
  test('is linked strongest identifier first, whatever the order', () => {
    const expected = [registered, linked(phone, 'attested'), linked(email, 'claimed')];
    given()
      .when(recognise([seen(email, 'claimed'), seen(phone, 'attested')]))
      .gives(...expected);
    given()
      .when(recognise([seen(phone, 'attested'), seen(email, 'claimed')]))
      .gives(...expected);
  });
  test('with only a phone gets no e-mail address', () =>
    given()
      .when(recognise([seen(phone, 'attested')]))
      .gives(registered, linked(phone, 'attested')));
});

describe('a known customer', () => {
  const past = [registered, linked(email, 'claimed')];

  test('seen again the same way adds nothing', () =>
    given(...past)
      .when(recognise([seen(email, 'claimed')]))
      .gives());
  test('proves more by a stronger sighting', () =>
    given(...past)
      .when(recognise([seen(email, 'attested')]))
      .gives(raised(email, 'claimed', 'attested')));
  test('loses nothing by a weaker one', () =>
    given(registered, linked(email, 'verified'))
      .when(recognise([seen(email, 'attested')]))
      .gives());
  test('gains an identifier beside a proven one, at full evidence', () =>
    given(registered, linked(email, 'attested'))
      .when(recognise([seen(email, 'attested'), seen(phone, 'attested')]))
      .gives(linked(phone, 'attested', 'seen together with a proven identifier')));
  test('gains an identifier beside a typed one only as a claim', () =>
    given(registered, linked(email, 'attested'))
      .when(recognise([seen(email, 'claimed'), seen(phone, 'attested')]))
      .gives(linked(phone, 'claimed', 'seen together with a known identifier')));
});

test('who wrote with the code of a ticket is linked for that (bug: it said that a known identifier was seen)', () =>
  given(registered, linked(email, 'attested'))
    .when(recognise([seen(phone, 'claimed')], { broughtCode: true }))
    .gives(linked(phone, 'claimed', 'wrote with the code of a ticket of this customer')));

describe('what staff link', () => {
  const state = given(registered).state;
  const link = (kind: 'email' | 'external' | 'session', value: string) => linkByStaff(state, { kind, value });
  test('says so where an address passes for another (bug: only links of messages did)', () =>
    expect(link('email', 'grаce@example.org')).toMatchObject([
      { data: { because: 'staff linked it; has look-alike characters' } },
    ]));
  test('is never a form session (bug: it was kept as an identifier, and told nobody apart)', () =>
    expect(link('session', 'abc')).toMatchObject({ rejected: 'identifier-invalid' }));
  test('of an application is told as its messages tell it (bug: anything was taken, and met no message)', () => {
    expect(link('external', 'u-17')).toMatchObject({ rejected: 'identifier-invalid' });
    expect(link('external', 'https://shop.example#u-17')).toMatchObject([{ type: 'IdentifierLinked' }]);
  });
});

describe('typing a stranger’s address next to one’s own', () => {
  const strangers = given(registered, linked(email, 'claimed'))
    .when(recognise([seen(email, 'claimed'), seen(phone, 'attested')]))
    .and();

  test('does not open the stranger’s history, even when the own address is real', () => {
    given(...strangers)
      .when(recognise([seen(phone, 'attested')]))
      .gives();
    const { state } = given(...strangers);
    if (!state) throw new Error('no customer');
    expect(provenBy(state, [seen(phone, 'attested')])).toBe('claimed');
  });
  test('is settled by a code round trip', () =>
    given(...strangers)
      .when(recognise([seen(phone, 'verified')]))
      .gives(raised(phone, 'claimed', 'verified')));
  test('is settled by both addresses proven in one message', () =>
    given(...strangers)
      .when(recognise([seen(phone, 'attested'), seen(email, 'attested')]))
      .gives(raised(email, 'claimed', 'attested'), raised(phone, 'claimed', 'attested')));
  test('leaves the stranger’s own proof alone', () => {
    const { state } = given(...strangers, raised(email, 'claimed', 'attested'));
    if (!state) throw new Error('no customer');
    expect(provenBy(state, [seen(email, 'attested')])).toBe('attested');
    expect(provenBy(state, [seen(email, 'claimed')])).toBe('claimed');
    expect(provenBy(state, [seen({ kind: 'external', value: 'x' }, 'verified')])).toBe('claimed');
  });
});

describe('names', () => {
  test('change when different and not weaker', () => {
    given(registered, linked(email, 'claimed'), named('Ada', 'claimed'))
      .when(recognise([seen(email, 'claimed')], { name: 'Ada M' }))
      .gives(named('Ada M', 'claimed'));
  });
  test('stay when the same, empty or weaker', () => {
    const past = [registered, linked(email, 'attested'), named('Ada', 'attested')];
    given(...past)
      .when(recognise([seen(email, 'attested')], { name: 'Ada' }))
      .gives();
    given(...past)
      .when(recognise([seen(email, 'attested')], { name: '  ' }))
      .gives();
    given(...past)
      .when(recognise([seen(email, 'claimed')], { name: 'Eve' }))
      .gives();
  });
  test('prove no more than the message does', () =>
    given(registered, linked(email, 'attested'))
      .when(recognise([seen(email, 'attested')], { name: 'Ada' }))
      .gives(named('Ada', 'attested')));
});

describe('a conflict', () => {
  const conflict = { others: ['c-2'], disputed: [email] };
  const found: CustomerEvent = {
    type: 'IdentityConflictFound',
    data: { customerId, others: ['c-2'], kinds: ['email'], sourceMessageId: 'm-1' },
  };

  test('is recorded, and the disputed identifier stays where it is', () =>
    given(registered, linked(phone, 'attested'))
      .when(recognise([seen(phone, 'attested'), seen(email, 'claimed')], { conflict }))
      .gives(found));
  test('is recorded once per other customer', () => {
    const past = [registered, linked(phone, 'attested'), found];
    const again = recognise([seen(phone, 'attested'), seen(email, 'claimed')], { conflict });
    given(...past)
      .when(again)
      .gives();
    given(...past)
      .when(recognise([seen(phone, 'attested')], { conflict: { others: ['c-2', 'c-3'], disputed: [email] } }))
      .gives({ ...found, data: { ...found.data, others: ['c-3'] } } as CustomerEvent);
  });
});

describe('refusals', () => {
  test('a message of nobody', () => given().when(recognise([])).refused('identifier-missing'));
  test('another customer’s stream', () =>
    given({ type: 'CustomerRegistered', data: { customerId: 'c-2' } })
      .when(recognise([seen(email, 'claimed')]))
      .refused('customer-mismatch'));
  test('an address that is not in its normalised form', () => {
    for (const identifier of [
      { kind: 'email', value: 'Ada@Example.org' },
      { kind: 'email', value: '+447700900123' },
      { kind: 'phone', value: '07700900123' },
      { kind: 'phone', value: '+44 7700 900123' },
      { kind: 'phone', value: '+0123456789' },
      { kind: 'whatsapp-user', value: '' },
      { kind: 'external', value: ' x' },
      { kind: 'session', value: 'x'.repeat(257) },
    ] as const)
      given()
        .when(recognise([seen(identifier, 'attested')]))
        .refused('identifier-invalid');
  });
  test('a business-scoped user id is not taken for a phone number', () =>
    given()
      .when(recognise([seen({ kind: 'whatsapp-user', value: 'US.13491208655302741918' }, 'attested')]))
      .gives(registered, linked({ kind: 'whatsapp-user', value: 'US.13491208655302741918' }, 'attested')));
});

describe('the state', () => {
  test('forgets an unlinked identifier', () => {
    const unlinked: CustomerEvent = {
      type: 'IdentifierUnlinked',
      data: { customerId, ...email, because: 'unmerge' },
    };
    expect(given(registered, linked(email, 'claimed'), unlinked).state?.identifiers).toStrictEqual([]);
  });
  test('is empty before a customer is registered', () =>
    expect(evolve(initialState, linked(email, 'claimed'))).toBeUndefined());
});

test('nothing is invented, nothing is linked twice, and evidence only rises', () => {
  const sighting = fc.record({
    identifier: fc.constantFrom(email, phone, { kind: 'session', value: 's-1' } as const),
    evidence: fc.constantFrom<Evidence>('claimed', 'attested', 'verified'),
  });
  const messages = fc.array(fc.array(sighting, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
  fc.assert(
    fc.property(messages, (all) => {
      let state = evolve(initialState, registered);
      const ever = new Set<string>();
      for (const sightings of all) {
        for (const { identifier } of sightings) ever.add(identifier.value);
        const outcome = decide(recognise(sightings), state);
        if (isRejection(outcome)) throw new Error(outcome.rejected);
        state = outcome.reduce(evolve, state);
        const values = state?.identifiers.map((one) => one.value) ?? [];
        expect(new Set(values)).toEqual(ever);
        expect(values).toHaveLength(ever.size);
        for (const event of outcome)
          if (event.type === 'IdentifierEvidenceRaised')
            expect([event.data.from, event.data.to]).not.toEqual(['verified', expect.anything()]);
      }
    }),
  );
});
