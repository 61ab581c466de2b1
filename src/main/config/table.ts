// The configuration table of the README, made from the settings themselves.
import { settingEntries, variableOf } from './settings.ts';

/** @returns a Markdown table: variable, default, meaning. Ends with a line break. */
export function configurationTable(): string {
  const rows = settingEntries.map(([setting, schema]) => {
    const options = Array.isArray(schema['anyOf'])
      ? ` One of ${schema['anyOf'].map((option: { const: string }) => `\`${option.const}\``).join(', ')}.`
      : '';
    const mark = schema['secret'] === true ? ' **Secret.**' : '';
    return `| \`${variableOf(setting)}\` | ${shownDefault(schema['default'])} | ${schema['description']}${options}${mark} |`;
  });
  return ['| variable | default | meaning |', '|---|---|---|', ...rows, ''].join('\n');
}

function shownDefault(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '(none)';
  if (Array.isArray(value)) return value.map((item) => `\`${item}\``).join(', ');
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
