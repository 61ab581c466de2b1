// Every setting of the program: its type, default, meaning, and whether it is secret. The README's table comes from here, in
// this order; each subject has a file of its own.
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { accessSettings } from './settings/access.ts';
import { answeringSettings } from './settings/answering.ts';
import { channelsSettings } from './settings/channels.ts';
import { paceSettings } from './settings/pace.ts';
import { platformSettings } from './settings/platform.ts';
import { proofSettings } from './settings/proof.ts';
import { upkeepSettings } from './settings/upkeep.ts';

export const Settings = Type.Object({
  ...platformSettings,
  ...proofSettings,
  ...accessSettings,
  ...channelsSettings,
  ...answeringSettings,
  ...paceSettings,
  ...upkeepSettings,
});
export type Settings = Static<typeof Settings>;
export type SettingName = keyof Settings;

/** Settings with their schemas, in the order of the table. */
export const settingEntries = Object.entries(Settings.properties) as readonly (readonly [
  SettingName,
  TSchema,
])[];

/** `rateLimitPerMinute` is read from LEDGERDESK_RATE_LIMIT_PER_MINUTE. */
export function variableOf(setting: string): string {
  return `LEDGERDESK_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
