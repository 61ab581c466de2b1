import { expect, test } from 'bun:test';
import { pinoLog } from '../../../src/adapters/pino/log.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

function logged(
  run: (log: ReturnType<typeof pinoLog>) => void,
  format: 'json' | 'pretty' = 'json',
): string[] {
  const lines: string[] = [];
  run(pinoLog({ level: 'info', format, write: (line) => lines.push(line) }));
  return lines;
}

test('a line is one JSON object with level, time, message and fields', () => {
  const [line = ''] = logged((log) => log('warn', 'relay is behind', { pending: 3, position: 12n }));
  expect(line).toEndWith('}\n');
  expect(JSON.parse(line)).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    msg: 'relay is behind',
    pending: 3,
    position: '12',
  });
});

test('a level below the configured one is not written', () => {
  const written = (level: Level) => logged((log) => log(level, 'x')).length;
  expect([written('debug'), written('info'), written('error')]).toEqual([0, 1, 1]);
});

test('what looks secret or personal is masked at any depth, counts and ids are not', () => {
  const [line = ''] = logged((log) =>
    log('info', 'sent to ada@example.org with Bearer abc.def', {
      ticketId: 't-1',
      inputTokens: 12,
      statusToken: 'MARK',
      request: { headers: { authorization: 'MARK', cookie: ['MARK'] }, name: 'MARK' },
      list: [{ apiKey: 'MARK', email: 'MARK' }, 'ada@example.org'],
      database: 'postgres://desk:MARK@db/desk',
    }),
  );
  expect(line).not.toContain('MARK');
  expect(line).not.toContain('ada@example.org');
  expect(line).not.toContain('abc.def');
  expect(JSON.parse(line)).toMatchObject({ ticketId: 't-1', inputTokens: 12 });
});

test('an error is logged with its type, code, place and cause, and without what it quotes', () => {
  const cause = Object.assign(new Error('cannot parse "MARK" near ada@example.org'), { code: '22P02' });
  const [line = ''] = logged((log) =>
    log('error', 'append failed', { error: new TypeError("bad value 'MARK", { cause }) }),
  );
  expect(line).not.toContain('MARK');
  expect(line).not.toContain('ada@');
  const { error } = JSON.parse(line);
  expect(error).toMatchObject({ type: 'TypeError', cause: { code: '22P02' } });
  expect(error.frames[0]).toStartWith('at ');
});

test('a cyclic field is cut instead of failing', () => {
  const cyclic: Record<string, unknown> = { id: 1 };
  cyclic['self'] = cyclic;
  expect(logged((log) => log('info', 'x', { cyclic }))[0]).toContain('[cut]');
});

test('the pretty form is one short line', () => {
  const [line = ''] = logged(
    (log) => log('info', 'listening', { url: 'http://127.0.0.1:3000', roles: ['api'] }),
    'pretty',
  );
  expect(line).toMatch(/^\d\d:\d\d:\d\d info {2}listening url=http:\/\/127\.0\.0\.1:3000 roles=\["api"\]\n$/);
});
