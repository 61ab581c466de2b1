// The configuration: environment variables in, settings or a list of problems out.
export { type Config, type ReadOptions, readConfig } from './config/read.ts';
export { configurationTable } from './config/table.ts';
