// What the HTTP surface needs of the overview.
import type { InvalidFields } from '../desk.ts';
import type { OverviewView } from './views.ts';

/** A period; without a beginning, so many days back. Moments in ms since the epoch. */
export interface OverviewQuery {
  readonly days?: number;
  readonly from?: number;
  readonly until?: number;
  readonly unit?: 'hour' | 'day';
  /** IANA name. */
  readonly zone?: string;
}

/** How the desk is doing as a whole. */
export interface OverviewDesk {
  show(query: OverviewQuery): Promise<OverviewView | InvalidFields>;
}
