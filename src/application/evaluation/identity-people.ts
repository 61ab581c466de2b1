// People who write to a desk, made by dice: what each sends, from where, and who they really are. The same seed, the same people.

export type Scenario =
  | 'one mailbox'
  | 'form, then mail'
  | 'WhatsApp'
  | 'a new number'
  | 'mail and WhatsApp'
  | 'a family'
  | 'a typing error'
  | 'a recycled number'
  | 'a forwarded thread'
  | 'an attack';

export const scenarios: readonly Scenario[] = [
  'one mailbox',
  'form, then mail',
  'WhatsApp',
  'a new number',
  'mail and WhatsApp',
  'a family',
  'a typing error',
  'a recycled number',
  'a forwarded thread',
  'an attack',
];

/** One message as it is sent. */
export interface Sending {
  readonly scenario: Scenario;
  /** Who controls where it comes from: a family that shares an account of WhatsApp is one there. */
  readonly writer: string;
  /** Who gets the answer, where that is somebody else: a forged mail is answered to the address that it names. */
  readonly reader?: string;
  readonly name: string;
  /** ms since the first message of all */
  readonly at: number;
  readonly way: 'form' | 'mail' | 'forged mail' | 'whatsapp';
  readonly address?: string;
  readonly phone?: string;
  readonly account?: string;
  /** Says that it belongs to the newest ticket of that writer. */
  readonly trace?: { readonly of: string; readonly by: 'reference' | 'message id' | 'code' };
}

type Roll = (sides: number) => number;

const DAY_MS = 86_400_000;
const first = ['Ada', 'Bela', 'Chen', 'Dora', 'Emre', 'Fatou', 'Gil', 'Hana', 'Ivo', 'Jin', 'Kofi', 'Lea'];
const last = [
  'Marsh',
  'Novak',
  'Okoro',
  'Perez',
  'Quist',
  'Rossi',
  'Sato',
  'Tamm',
  'Ueda',
  'Vogt',
  'Wolf',
  'Yang',
];

/**
 * @param random numbers in 0 … 1
 * @param most how many messages are wanted; somewhat more may come
 * @returns in the order they are sent
 */
export function peopleWriting(random: () => number, most: number): readonly Sending[] {
  const roll: Roll = (sides) => Math.floor(random() * sides);
  const all: Sending[] = [];
  for (let n = 0; all.length < most; n++) {
    const scenario = scenarios[n % scenarios.length] ?? 'one mailbox';
    all.push(...story(scenario, n, roll));
  }
  return all.sort((a, b) => a.at - b.at);
}

/** Some people of one kind, and everything they send. */
function story(scenario: Scenario, n: number, roll: Roll): readonly Sending[] {
  const person = (letter: string) => ({
    writer: `${n}${letter}`,
    name: `${first[roll(first.length)]} ${last[roll(last.length)]}`,
  });
  const a = { ...person('a'), scenario };
  const b = { ...person('b'), scenario };
  const address = (who: string) => `p${n}${who}@mail${roll(9)}.example.org`;
  const phone = `+49151${String(10_000_000 + n * 10 + roll(5))}`;
  const account = (who: string) => `DE.${who}${n}x`;
  const start = roll(200) * DAY_MS;
  const times = (count: number, from = start) =>
    Array.from({ length: count }, (_, i) => from + i * DAY_MS * (1 + roll(6)) + roll(DAY_MS)).sort(
      (x, y) => x - y,
    );
  const mails = (who: typeof a, from: string, count: number) =>
    times(count).map((at): Sending => ({ ...who, at, way: 'mail', address: spelt(from, roll) }));
  const chats = (who: typeof a, number: string, id: string | undefined, at: readonly number[]) =>
    at.map(
      (each): Sending => ({
        ...who,
        at: each,
        way: 'whatsapp',
        phone: number,
        ...(id === undefined ? {} : { account: id }),
      }),
    );
  const own = address('a');
  const later = start + 100 * DAY_MS;
  switch (scenario) {
    case 'one mailbox':
      return mails(a, own, 3 + roll(6));
    case 'form, then mail':
      return [{ ...a, at: start - 1, way: 'form', address: spelt(own, roll) }, ...mails(a, own, 2 + roll(5))];
    case 'WhatsApp':
      return [
        ...chats(a, phone, roll(2) === 0 ? account('a') : undefined, times(3 + roll(6))),
        // Some come back under a name that says nothing: they are taken for a new owner, and that is the price.
        ...(roll(10) === 0 ? chats({ ...a, name: '✨ sunny ✨' }, phone, undefined, times(2, later)) : []),
      ];
    case 'a new number': {
      const now = `+49170${String(10_000_000 + n)}`;
      const id = account('a');
      return [...chats(a, phone, id, times(3)), ...chats(a, now, id, times(3, later))];
    }
    case 'mail and WhatsApp': {
      const [hello] = mails(a, own, 1);
      const joined = start + 7 * DAY_MS;
      const [join] = chats(a, phone, account('a'), [joined]);
      if (!hello || !join) return [];
      const code = { of: a.writer, by: 'code' } as const;
      return [
        { ...hello, at: start },
        { ...join, trace: code },
        ...chats(a, phone, account('a'), times(2, joined + 1)),
        ...mails(a, own, 2),
      ];
    }
    case 'a family': {
      const home = { ...a, writer: `${n}home` };
      return [
        ...chats(home, phone, account('h'), times(3)),
        ...mails(a, own, 2 + roll(3)),
        ...mails(b, address('b'), 2 + roll(3)),
      ];
    }
    case 'a typing error': {
      const theirs = address('b');
      return [...mails(b, theirs, 3), { ...a, at: later, way: 'form', address: theirs }, ...mails(a, own, 3)];
    }
    case 'a recycled number': {
      const after = start + (20 + 46 + roll(200)) * DAY_MS;
      const known = roll(2) === 0;
      // A provider gives the number to somebody of another name; sometimes the account of WhatsApp is told, sometimes not.
      const other = { ...b, name: `${b.name} von Anders` };
      // Some have written before, from the number they had until then.
      const until =
        known && n % 3 === 0 ? chats(other, `+49171${String(10_000_000 + n)}`, account('b'), times(2)) : [];
      return [
        ...until,
        ...chats(a, phone, known ? account('a') : undefined, times(3)),
        ...chats(other, phone, known ? account('b') : undefined, times(3, after)),
      ];
    }
    case 'a forwarded thread': {
      const seen = { of: a.writer, by: 'message id' } as const;
      return [...mails(a, own, 3), { ...b, at: later, way: 'mail', address: address('b'), trace: seen }];
    }
    case 'an attack':
      return [...mails(a, own, 4), ...attacks(b, a.writer, { own: address('b'), victim: own, at: later })];
  }
}

interface Target {
  readonly own: string;
  readonly victim: string;
  readonly at: number;
}

/** Everything somebody can try who knows a victim's address, a reference or an id from a thread. */
function attacks(
  who: Pick<Sending, 'scenario' | 'writer' | 'name'>,
  victim: string,
  { own, victim: address, at }: Target,
): readonly Sending[] {
  return [
    { ...who, at, way: 'form', address },
    { ...who, at: at + 1_000, way: 'forged mail', address, reader: victim },
    { ...who, at: at + 2_000, way: 'mail', address: own, trace: { of: victim, by: 'reference' } },
    { ...who, at: at + 3_000, way: 'mail', address: own, trace: { of: victim, by: 'message id' } },
    {
      ...who,
      at: at + 4_000,
      way: 'forged mail',
      address,
      reader: victim,
      trace: { of: victim, by: 'message id' },
    },
  ];
}

/** The same address as people write it. */
function spelt(address: string, roll: Roll): string {
  switch (roll(3)) {
    case 0:
      return address.toUpperCase();
    case 1:
      return ` ${address} `;
    default:
      return address;
  }
}
