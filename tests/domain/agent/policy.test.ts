// What sends a message to a human at once, and what must not.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { screen } from '../../../src/domain/agent/policy.ts';
import { processorTime } from '../../processor-time.ts';

const verdict = (...texts: readonly string[]) => {
  const outcome = screen(texts.map((text) => ({ text })));
  return 'escalate' in outcome ? outcome.escalate : 'proceed';
};

const escalates: Readonly<Record<string, readonly string[]>> = {
  threat: [
    'I want to kill myself',
    'Honestly I would be better off dead.',
    "I'm going to kill you",
    'We will hurt your family if this goes on',
    'I know where you live.',
    'I will burn down your office',
    'I have been suicidal since the shop failed',
    'Watch your backs, I will make you regret this',
    'I know where your office is',
    'Ich bringe mich um',
    'te voy a matar',
    'je vais vous tuer',
  ],
  security: [
    'someone hacked my account',
    'My account was hacked!',
    'What do I do, my account has been compromised',
    'Somebody logged into my shop and changed things',
    'There was an unauthorised login to my shop',
    'I found a security vulnerability in your API',
    "I can see another customer's orders in my list",
    'I never authorized this payment',
    'We have been phished',
    'There is an SQL injection in your login page',
    'I noticed a security hole in your returns portal',
    'Your status page has a cross-site scripting bug',
    'A stranger is logged in to our account',
  ],
  legal: [
    'I will sue you',
    'my lawyer will contact you',
    "I'm going to take legal action against you",
    'I’ll see you in court',
    'You will be hearing from my solicitor',
    'I have reported this to the ombudsman',
    'Consider this a letter before action.',
    'This is a breach of contract.',
    'This is illegal and you know it',
    'I am going to the police with this',
    'We will go to the press',
    'Delete all the data you have about me under GDPR article 17',
    'I request a copy of all personal data you hold about me',
    'I claim my right to be forgotten',
    'Ich werde Sie verklagen',
    'Je vais porter plainte contre vous',
    'Voy a hablar con mi abogado y denunciarles',
    'Vi porto in tribunale',
    'Vou processar vocês',
    'Ik stap naar de rechter, jullie horen van mij. Ik ga jullie aanklagen',
  ],
  refund: [
    'I want my money back',
    'I want my\nmoney back',
    'Refund me now',
    "I'd like a refund please.",
    'I would like a full refund for order 55',
    'Can I get a refund?',
    'Where is my refund?',
    'Please refund the last invoice',
    'We want this refunded',
    'I will dispute the charge',
    'You stole my money',
    'I want all my money back!',
    'Ich will mein Geld zurück',
    'Quiero que me devuelvan el dinero',
  ],
  pricing: [
    'give me a discount or I leave',
    'Can you give me a better price?',
    'I need you to match their price',
    'I would like a better deal',
    'Your plan is too expensive, make it cheaper or lower it somehow',
    'Lower the price for us',
    'We want to negotiate',
    'Is the Growth plan negotiable for us?',
    '30% off if I sign for three years?',
    'A competitor is cheaper. Will you match it?',
    'Could you waive our fee for two months?',
  ],
  'human-requested': [
    'let me talk to a human',
    'How can I talk to a human?',
    'I want to speak to a real person',
    'Can I speak with your manager?',
    'Please call me back',
    'Could someone call me?',
    'I want to talk to someone.',
    'Stop these bots',
    'I am not talking to a robot',
    'Is there a human?',
    'human please',
    'agent',
    'Real person!',
    'Please pass me on to your manager',
    'quiero hablar con una persona',
    'Ich möchte mit einem Menschen sprechen',
    'Je veux parler à un conseiller',
    'Vorrei parlare con una persona',
    'Quero falar com um atendente',
    'Ik wil een medewerker spreken of met een medewerker praten',
  ],
  anger: [
    'this is absolutely unacceptable!!! you useless idiots',
    'THIS IS THE WORST SERVICE EVER!!! TERRIBLE, HORRIBLE, USELESS',
    'you are all liars',
    'Fuck you',
    'You bunch of scammers',
    'This is f*cking broken again',
    'What the f***ing hell',
    'This is f\\*cking broken',
    'your sh*t app lost my orders',
    'Your service is a joke, I am leaving',
    'Shame on you',
    'WHY IS NOTHING WORKING???!!! ANSWER ME NOW',
    'WHERE ARE MY ORDERS?!?!',
    'Das ist eine Frechheit, ihr Betrüger!',
    "C'est une honte",
    'Schandalig, oplichters!',
  ],
};

for (const [reason, texts] of Object.entries(escalates))
  describe(`${reason} goes to a human`, () => {
    for (const text of texts) test(text.replace('\n', ' / '), () => expect(verdict(text)).toBe(reason));
  });

describe('a calm question is answered', () => {
  for (const text of [
    'how do I change my billing address',
    'what is your refund policy',
    'how do I enable two-factor authentication',
    'can I talk about prices of the Pro plan?',
    'where do I see legal notices',
    'how do I get an API key',
    'How long does a refund take?',
    'How do I refund my customer?',
    'My customer wants her money, how do I send it?',
    'My buyer wants a refund, how do I issue it?',
    "I don't want a refund, I just want it to work.",
    'Can I get a refund if I cancel within 14 days?',
    'What happens if my account is hacked?',
    'How do I recognise phishing e-mails?',
    'I lost my two-factor phone, how do I sign in?',
    'Who is the legal entity on the invoice?',
    'How do I invite my lawyer as a user?',
    'I want to add my lawyer as a user',
    'Is there a discount for annual billing?',
    'how do I create a discount code',
    'Match the VAT rate named in the message and press try again.',
    'I want to add a warehouse manager role',
    'I need a human readable export',
    'I need to kill a stuck print job',
    'Do I have to speak with someone at customs?',
    'Is this not a computer problem?',
    'I want to request a return label for my order',
    'I am frustrated that the label does not print.',
    'The export failed with an error and nothing works, this is broken.',
    'My printer prints blank pages since this morning. What can I try?',
    'Thank you, that was great!',
    'How do I report a stolen parcel to the police?',
    'Which countries are illegal to ship wine to?',
    'How do I give my accountant access to our data?',
    'What personal data do you keep about buyers?',
    'The buyer says the item is rubbish and wants to return it',
    'My printer driver is a joke to install, which one do I need?',
    'DO YOU SHIP TO FRANCE??',
    'How do I handle a chargeback from a buyer?',
    'How do I offer a discount to my customers?',
    'Is the API secure against CSRF?',
    'Can I cancel and get the money for unused labels?',
    'How do I hand an order to a colleague?',
    'How do I void a label and when do I get the money back?',
    'If I void the label, do I get my money back?',
    'A buyer asks me under GDPR to delete all the data we have about him. How do I do that?',
    'One of my customers made a GDPR request to see her data. Where do I export it?',
    'How do I delete my account completely with all the data in it?',
    'Is it illegal to send knives by post?',
    'Are you protected against SQL injection?',
    'How do I make him pay the invoice?',
    'Who pays for this label?',
    'Do I get 30% off if we are a charity?',
    'Can I transfer this to a colleague?',
    'Which user agent does the web app need?',
    'How many people work in support?',
    'PRINT LABELS ON A4',
    'HOW DO I PRINT A LABEL?',
    'WICHTIG: Label druckt nicht! What can I try?',
    'The weight is 5 * 3 kg, f * 2 for the rest',
    'Should I go to the police if a parcel was stolen?',
    'My customer says it was a nice joke on the packing slip',
    'Wie drucke ich ein Label?',
    'Comment imprimer une étiquette ?',
    '¿Cómo cancelo un pedido?',
    '',
  ])
    test(text || 'an empty text', () => expect(verdict(text)).toBe('proceed'));
});

describe('the outcome', () => {
  test('quotes the sentence that led to it, and how urgent it is', () =>
    expect(screen([{ text: 'Hello. I will SUE   you! Bye.' }])).toStrictEqual({
      escalate: 'legal',
      evidence: 'i will sue you!',
      priority: 'high',
      signals: [{ reason: 'legal', message: 0, sentence: 'i will sue you!', phrase: 'i will sue' }],
    }));
  test('quotes at most 200 characters', () => {
    const outcome = screen([{ text: `I will sue you ${'and you '.repeat(100)}` }]);
    expect('escalate' in outcome && outcome.evidence.length).toBe(200);
  });
  test('is the weightiest of several, over all messages', () => {
    expect(verdict('I want my money back', 'or I will sue you')).toBe('legal');
    expect(verdict('I will sue you', 'and then kill myself')).toBe('threat');
    expect(verdict('you liars', 'let me talk to a human')).toBe('human-requested');
  });
  test('is urgent where life or accounts are in danger', () => {
    expect(screen([{ text: 'I want to kill myself' }])).toHaveProperty('priority', 'urgent');
    expect(screen([{ text: 'someone hacked my account' }])).toHaveProperty('priority', 'urgent');
    expect(screen([{ text: 'Can I get a refund?' }])).toHaveProperty('priority', 'normal');
    const both = screen([{ text: 'THIS IS A SCANDAL!!! LET ME TALK TO A HUMAN!!!' }]);
    expect(both).toMatchObject({ escalate: 'human-requested', priority: 'high' });
  });
});

describe('anger', () => {
  const bad = 'This is terrible and I am very disappointed';
  test('once is a sigh', () => expect(verdict(bad)).toBe('proceed'));
  test('twice in a row is anger', () => expect(verdict(bad, bad)).toBe('anger'));
  test('after an angry message before is anger', () => {
    expect(screen([{ text: bad }], { earlierScores: [0.2, -0.6] })).toHaveProperty('escalate', 'anger');
    expect(screen([{ text: bad }], { earlierScores: [-0.6, 0.2] })).toStrictEqual({ proceed: true });
  });
  test('is not seen in a calm message that follows', () =>
    expect(screen([{ text: 'How do I print a label?' }], { earlierScores: [-0.9] })).toStrictEqual({
      proceed: true,
    }));
});

describe('hostile text', () => {
  test('a threat at the end of a very long mail is seen', () =>
    expect(verdict(`${'all is well and '.repeat(50_000)}\n\nI will sue you`)).toBe('legal'));
  test('invisible characters and odd spelling hide nothing', () => {
    expect(verdict('I will s\u00adue y\u200bou')).toBe('legal');
    expect(verdict('Ｉ ｗｉｌｌ ｓｕｅ ｙｏｕ')).toBe('legal');
  });
  test('costs no more than its length', () => {
    for (const piece of [
      'i will ',
      'discount ',
      'speak to a the your ',
      'you are all ',
      ' ',
      '!',
      '. ',
      '\n',
      'a',
      '\ufdfa',
      'f*',
      'f*#@',
      'if i , ',
      'delete data ',
      'buyers asks ',
      'mein anwalt ',
      'somebody pay ',
      'competitor ',
    ]) {
      const spent = processorTime();
      screen([{ text: piece.repeat(500_000 / piece.length) }]);
      expect(spent()).toBeLessThan(1_000);
    }
  });
  test('never throws and always has an answer', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const outcome = screen(texts.map((text) => ({ text })));
        expect('escalate' in outcome || outcome.proceed).toBeTruthy();
      }),
    );
  }, 30_000);
});
