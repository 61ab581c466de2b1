// What the database keeps and answers, as far as it takes nothing but the database.
import { postgresArticleShelf } from '../adapters/postgres/article-shelf.ts';
import { postgresChannelAccounts } from '../adapters/postgres/channel-accounts.ts';
import type { Db } from '../adapters/postgres/connection.ts';
import { postgresCustomerBook } from '../adapters/postgres/customer-book.ts';
import { postgresDeadLetters } from '../adapters/postgres/dead-letters.ts';
import { postgresCustomerDirectory, postgresTicketDirectory } from '../adapters/postgres/directories.ts';
import { postgresFollowers } from '../adapters/postgres/followers.ts';
import { postgresInbox } from '../adapters/postgres/inbox.ts';
import { postgresLeases } from '../adapters/postgres/leases.ts';
import { postgresWrappedKeys } from '../adapters/postgres/master-keys.ts';
import { postgresOverviews } from '../adapters/postgres/overviews.ts';
import { postgresPeople } from '../adapters/postgres/people.ts';
import { postgresProcessReports } from '../adapters/postgres/process-reports.ts';
import { postgresSearchLog } from '../adapters/postgres/search-log.ts';
import { postgresSessionBook } from '../adapters/postgres/session-book.ts';
import { postgresStaffKeys } from '../adapters/postgres/staff-keys.ts';
import { postgresStatistics } from '../adapters/postgres/statistics.ts';
import { postgresThreadDirectory } from '../adapters/postgres/thread-directory.ts';
import { postgresTicketFinder } from '../adapters/postgres/ticket-finder.ts';
import { postgresTimers } from '../adapters/postgres/timers.ts';
import { postgresUnstoredMessages } from '../adapters/postgres/unstored-messages.ts';

export function storesOn(sql: Db) {
  return {
    processReports: postgresProcessReports(sql),
    leases: postgresLeases(sql),
    followers: postgresFollowers(sql),
    tickets: postgresTicketDirectory(sql),
    finder: postgresTicketFinder(sql),
    overviews: postgresOverviews(sql),
    statistics: postgresStatistics(sql),
    inbox: postgresInbox(sql),
    shelf: postgresArticleShelf(sql),
    searchLog: postgresSearchLog(sql),
    customers: postgresCustomerDirectory(sql),
    book: postgresCustomerBook(sql),
    timers: postgresTimers(sql),
    deadLetters: postgresDeadLetters(sql),
    people: postgresPeople(sql),
    wrappedKeys: postgresWrappedKeys(sql),
    keyBook: postgresStaffKeys(sql),
    sessions: postgresSessionBook(sql),
    threads: postgresThreadDirectory(sql),
    accounts: postgresChannelAccounts(sql),
    unstored: postgresUnstoredMessages(sql),
  };
}
