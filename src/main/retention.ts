// How long data is kept, from the configuration.
import type { RetentionPolicy } from '../application/privacy/retention.ts';
import type { Config } from './config.ts';

const DAY_MS = 86_400_000;

export function retentionPolicy(config: Config): RetentionPolicy {
  const { retentionCustomerDays, retentionFileDays, retentionDeadLetterDays } = config;
  const after = (name: keyof RetentionPolicy, days: number | undefined) =>
    days === undefined ? {} : { [name]: days * DAY_MS };
  return {
    ...after('customers', retentionCustomerDays),
    ...after('files', retentionFileDays),
    ...after('deadLetters', retentionDeadLetterDays),
  };
}
