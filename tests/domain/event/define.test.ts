// Declaring events: what is personal is declared once, in the schema.
import { describe, expect, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { customerEvents } from '../../../src/domain/customer/events.ts';
import { defineEvent, isRejection, personal } from '../../../src/domain/event/define.ts';
import { articleEvents } from '../../../src/domain/knowledge/events.ts';
import { ticketEvents } from '../../../src/domain/ticket/events.ts';

const said = defineEvent('Said', 2, {
  id: Type.String(),
  text: personal(Type.String(), '[erased]'),
  note: Type.Optional(personal(Type.String(), '[gone]')),
});

describe('an event definition', () => {
  test('has a type, a version and its personal fields with what each reads as after erasure', () => {
    expect(said).toMatchObject({ type: 'Said', schemaVersion: 2 });
    expect(said.personal).toStrictEqual({ text: '[erased]', note: '[gone]' });
  });
  test('takes the fields it declares', () => {
    expect(Value.Check(said.schema, { id: '1', text: 'x' })).toBe(true);
    expect(Value.Check(said.schema, { id: '1', text: 'x', note: 'y' })).toBe(true);
  });
  test('refuses a missing field, a wrong type and a field nobody declared', () => {
    expect(Value.Check(said.schema, { id: '1' })).toBe(false);
    expect(Value.Check(said.schema, { id: '1', text: 2 })).toBe(false);
    expect(Value.Check(said.schema, { id: '1', text: 'x', mail: 'ada@example.org' })).toBe(false);
  });
});

test('a rejection is told from events', () => {
  expect(isRejection({ rejected: 'no', detail: 'x' })).toBe(true);
  expect(isRejection([])).toBe(false);
});

describe('the declared events', () => {
  const all = [...ticketEvents, ...customerEvents, ...articleEvents];
  test('have different names', () => expect(new Set(all.map((e) => e.type)).size).toBe(all.length));
  test('seal every text and name of a customer, and nothing of an article', () => {
    const sealed = Object.fromEntries(
      all.filter((e) => Object.keys(e.personal).length > 0).map((e) => [e.type, Object.keys(e.personal)]),
    );
    expect(sealed).toStrictEqual({
      TicketOpened: ['subject'],
      CustomerMessageReceived: [
        'senderName',
        'text',
        'typedAddress',
        'replyTo',
        'thread',
        'attachments',
        'original',
      ],
      SentimentAssessed: ['signals'],
      KnowledgeSearched: ['query'],
      ToolCalled: ['argumentsDigest', 'resultDigest'],
      ReplyComposed: ['text', 'to'],
      ReplyRejected: ['detail', 'text'],
      MessageDiscarded: ['reason'],
      TicketEscalated: ['evidence', 'signals'],
      StaffReplied: ['text', 'to'],
      NoteAdded: ['text'],
      TicketRated: ['comment'],
      IdentifierLinked: ['value'],
      IdentifierEvidenceRaised: ['value'],
      IdentifierUnlinked: ['value'],
      CustomerNamed: ['name'],
      VerificationRequested: ['address'],
      IdentityConflictDismissed: ['reason'],
      HintNoticed: ['traits'],
      CustomerMerged: ['reason'],
      CustomerAbsorbed: ['reason'],
      CustomerUnmerged: ['reason'],
      CustomerReleased: ['reason'],
      ConsentWithdrawn: ['address'],
      ConsentGiven: ['address'],
      LegalHoldPlaced: ['reason'],
      LegalHoldLifted: ['reason'],
    });
  });
  test('read as valid events after erasure', () => {
    for (const event of all)
      for (const [field, erased] of Object.entries(event.personal))
        expect(Value.Check(event.schema.properties[field], erased)).toBe(true);
  });
});
