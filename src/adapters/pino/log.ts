// Logs through pino: one JSON object a line, or one short line for a terminal.
import pino, { type DestinationStream } from 'pino';
import type { Telemetry } from '../../application/platform/telemetry.ts';
import { maskText, redact } from './redact.ts';

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly format: 'json' | 'pretty';
  /** Takes one line with its line break. */
  readonly write: (line: string) => void;
}

/** The log half of telemetry. Never throws for what it is given. */
export function pinoLog(options: LogOptions): Telemetry['log'] {
  const destination: DestinationStream = {
    write: (line) => options.write(options.format === 'json' ? line : prettyLine(line)),
  };
  const logger = pino(
    {
      level: options.level,
      base: null,
      messageKey: 'msg',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    destination,
  );
  return (level, message, fields) => {
    if (!logger.isLevelEnabled(level)) return;
    if (fields === undefined) logger[level](maskText(message));
    else logger[level](redact(fields), maskText(message));
  };
}

/** `10:02:03 info  listening url=http://…` */
function prettyLine(line: string): string {
  const { time, level, msg, ...fields }: Record<string, unknown> = JSON.parse(line);
  const shown = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `${[String(time).slice(11, 19), String(level).padEnd(5), msg, ...shown].join(' ')}\n`;
}
