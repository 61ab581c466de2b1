// What doctor says about keys and erasures: what is left of an old master key, and whether somebody erased is back.
import { erasureFileOf, unwritable } from '../outside-files.ts';
import type { Session } from '../session.ts';

export interface PrivacyFinding {
  readonly name: 'master key' | 'erasures';
  readonly isRight: boolean;
  readonly detail: string;
}

/** @throws ErasureListDamaged, StoreUnavailable */
export async function privacyFindings({ core, config }: Session): Promise<readonly PrivacyFinding[]> {
  const { wrappedKeys, masterKeys, erasureList, people } = core;
  const counts = await wrappedKeys.counts();
  const old = [...counts].filter(([id]) => id !== masterKeys.current);
  const wraps = counts.get(masterKeys.current) ?? 0;
  const listed = [...new Set((await erasureList.entries()).flatMap((entry) => entry.customerIds))];
  const back = await people.present(listed);
  const where = erasureFileOf(config);
  const problem = unwritable(where);
  return [
    {
      name: 'master key',
      isRight: old.length === 0,
      detail:
        old.length === 0
          ? `${masterKeys.current} wraps ${wraps} keys`
          : `${old.map(([id, count]) => `${id} still wraps ${count} keys`).join(', ')}: run "ledgerdesk keys rotate-master"`,
    },
    {
      name: 'erasures',
      isRight: back.length === 0 && where !== undefined && problem === undefined,
      detail:
        back.length > 0
          ? `${back.length} customers are here who were erased: run "ledgerdesk privacy reapply"`
          : where === undefined
            ? 'no list outside the database: a restored backup would bring erased people back'
            : (problem ?? `${listed.length} customers on the list, none is here`),
    },
  ];
}
