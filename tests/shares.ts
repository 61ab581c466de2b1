// Parts the test files into shares, each run by a process of its own: a few at once, the long ones first, so that none is
// left to run alone at the end.

/** Tests that restart the broker, and whatever else uses the same one: one after the other. */
const onTheBroker =
  /^tests\/(?:adapters\/kafkajs\/(?!secure|three)|e2e\/(?:channels|inbox-topology)|bench\/pipeline|docs\/kafka)/;

/** Start programs, browsers or servers, and take long by themselves: each file is a share, in this order. */
const long = [
  /^tests\/(?:chaos\/chaos|docs\/commands)/,
  /^tests\/(?:e2e|bench|simulation|k8s\/image)/,
  /^tests\/adapters\/kafkajs/,
  /\.browser\.test\.ts$/,
];

/**
 * @param files paths of tests, relative to the project
 * @returns all of them, each in one share, the shares in the order in which they are to be begun
 */
export function sharesOf(files: readonly string[]): readonly (readonly string[])[] {
  const shares = new Map<string, string[]>();
  for (const file of files) {
    const share = shareOf(file);
    shares.set(share, [...(shares.get(share) ?? []), file]);
  }
  return [...shares]
    .toSorted(([a, ofA], [b, ofB]) => placeOf(a) - placeOf(b) || ofB.length - ofA.length)
    .map(([, share]) => share);
}

const broker = 'broker';

/** The rest is quick: a process for each folder of a ring, such as tests/adapters/postgres. */
const shareOf = (file: string) => {
  if (onTheBroker.test(file)) return broker;
  return long.some((kind) => kind.test(file)) ? file : file.split('/').slice(0, -1).slice(0, 3).join('/');
};

const placeOf = (share: string) => {
  if (share === broker) return -1;
  const place = long.findIndex((kind) => kind.test(share));
  return place === -1 ? long.length : place;
};
