// The parts of kafkajs that `broker-versions.ts` asks; the package has no types for them.
declare module 'kafkajs/src/broker/index.js' {
  export default class Broker {
    apiVersions(): Promise<Readonly<Record<number, { minVersion: number; maxVersion: number }>>>;
  }
}
declare module 'kafkajs/src/protocol/requests/index.js' {
  const protocol: {
    readonly requests: Readonly<Record<string, { readonly versions: readonly string[] } | undefined>>;
  };
  export default protocol;
}
