/** Why something was vetoed, objected to and contested: the words stand in the timeline alone (VET-1, VET-2). */
import type { ContestWords, RaisedWords, VetoWords } from '../../rules/proposal/vetoes/words.ts';
import type { Db } from '../postgres/database.ts';

/** What was said in each of these decisions; of those in which nothing was, there is no entry. */
export async function vetoWordsOf(
  db: Db,
  decisions: readonly string[],
): Promise<ReadonlyMap<string, VetoWords>> {
  if (decisions.length === 0) return new Map();
  const rows = await db
    .selectFrom('timeline')
    .select(['decision', 'kind', 'facts'])
    .where('decision', 'in', [...decisions])
    .where('kind', 'in', ['objected', 'vetoed', 'contested'])
    .orderBy('sequence')
    .orderBy('part')
    .execute();
  const words = new Map<string, { raised: RaisedWords[]; contests: ContestWords[] }>();
  for (const { decision, kind, facts } of rows) {
    const said = words.get(decision) ?? { raised: [], contests: [] };
    words.set(decision, said);
    if (kind === 'contested') said.contests.push(facts as unknown as ContestWords);
    else {
      const {
        veto: number,
        by,
        matter,
        reason,
      } = facts as unknown as Omit<RaisedWords, 'number'> & { veto: number };
      said.raised.push({ number, by, matter, reason });
    }
  }
  return words;
}
