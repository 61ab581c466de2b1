// Where a command calls the desk: at the address it is given, or at the configured one.
import { reachedAt } from '../../adapters/elysia/reached-at.ts';
import { variableOf } from '../config/settings.ts';
import type { Config } from '../config.ts';
import { Failure } from '../failure.ts';

/** @param option names what was given @returns without a trailing slash @throws Failure for what is no address */
export function calledAt(config: Config, option: string, given: string | undefined): string {
  if (given !== undefined) {
    if (!URL.canParse(given)) throw new Failure(`${option} is an address like http://127.0.0.1:3000`, 2);
    return given.replace(/\/+$/, '');
  }
  const address = reachedAt(config);
  if (address === undefined)
    throw new Failure(`nothing can be called at ${variableOf('host')} ${config.host}: give ${option}`, 2);
  return address;
}
