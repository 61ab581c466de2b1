// Followers' positions, moved by compare-and-set in the transaction of their rows.
import { FollowerMoved, type Followers } from '../../application/log/follower.ts';
import type { Db } from './connection.ts';
import { translate } from './faults.ts';
import { applyChanges } from './row-changes.ts';

export function postgresFollowers(sql: Db): Followers {
  return {
    async position(name) {
      try {
        const [row] = await sql<{ position: bigint }[]>`select position from followers where name = ${name}`;
        return row?.position ?? 0n;
      } catch (error) {
        throw translate(error);
      }
    },
    async advance(name, { from, to }, changes) {
      try {
        await sql.begin(async (tx) => {
          const moved =
            from === 0n
              ? await tx`insert into followers as f (name, position) values (${name}, ${to})
                  on conflict (name) do update set position = excluded.position where f.position = 0`
              : await tx`update followers set position = ${to} where name = ${name} and position = ${from}`;
          if (moved.count === 0) throw new FollowerMoved(name);
          await applyChanges(tx, changes);
        });
      } catch (error) {
        throw translate(error);
      }
    },
  };
}
