// What the README and .env.example say about settings is what the program reads.
import { expect, test } from 'bun:test';
import { settingEntries, variableOf } from '../../src/main/config/settings.ts';
import { configurationTable, readConfig } from '../../src/main/config.ts';
import { documents, textOf } from './documents.ts';

/** A default as a person writes it behind the equals sign. */
function written(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

test('the table in the README is the one the settings make', () => {
  const [, between] = textOf('README.md').split(/<!-- configuration:(?:begin|end) -->/);
  expect(between?.trim()).toBe(configurationTable().trim());
});

test('.env.example has every variable, commented out, with its default', () => {
  const lines = textOf('.env.example').split('\n');
  const variables = lines.flatMap((line) => {
    const match = /^# (LEDGERDESK_[A-Z_]+)=(.*)$/.exec(line);
    return match ? [[match[1], match[2]]] : [];
  });
  expect(variables).toEqual(
    settingEntries.map(([setting, schema]) => [variableOf(setting), written(schema['default'])]),
  );
  expect(lines.filter((line) => line !== '' && !line.startsWith('# '))).toEqual([]);
});

test('.env.example says of every variable what the table says', () => {
  const blocks = textOf('.env.example').split('\n\n').slice(1);
  expect(blocks.length).toBe(settingEntries.length);
  for (const [index, [setting, schema]] of settingEntries.entries())
    expect([setting, blocks[index]]).toEqual([
      setting,
      expect.stringContaining(`# ${schema['description']}`),
    ]);
});

test('.env.example as it is, without the comment signs, starts a desk with the defaults', () => {
  const environment = Object.fromEntries(
    textOf('.env.example')
      .split('\n')
      .flatMap((line) => {
        const match = /^# (LEDGERDESK_[A-Z_]+)=(.*)$/.exec(line);
        return match?.[1] === undefined ? [] : [[match[1], match[2]]];
      }),
  );
  expect(readConfig(environment)).toEqual(readConfig({}));
});

test('no document names a variable that does not exist', () => {
  const known = new Set([
    ...settingEntries.map(([setting]) => variableOf(setting)),
    'LEDGERDESK_TEST_DATABASE_URL',
    'LEDGERDESK_TEST_KAFKA_BROKERS',
    'LEDGERDESK_TEST_SCREENSHOTS',
  ]);
  for (const document of documents) {
    const named = [...textOf(document).matchAll(/LEDGERDESK_[A-Z_]*[A-Z]/g)].map(([name]) => name);
    expect([document, named.filter((name) => !known.has(name))]).toEqual([document, []]);
  }
});
