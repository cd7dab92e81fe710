/** An appeal waits for its ruling anew (PRO-9). */
import { begunAppeal } from '../../../rules/appeal/state.ts';
import { kindOf } from '../../../rules/kinds.ts';
import type { Db } from '../../../store/postgres/database.ts';
import { processRow } from '../../../store/processes/interruptions.ts';
import { readTimeline } from '../../../store/processes/timeline.ts';
import { copyOf } from './charter.ts';
import type { Continuation } from './continuation.ts';

export const appeal: Continuation<'appeal'> = async (db, { state }, { id, createdAt }) => {
  const { of, appellant, principle, reason, remanded, id: continuationOf } = state;
  const appealed = await processRow(db, of.kind, of.id);
  if (appealed === undefined || (appealed.kind !== 'proposal' && appealed.kind !== 'conflict'))
    throw new Error(`nothing was appealed by ${continuationOf}`);
  const { guardian } = (await copyOf(db, appealed.state.charter)).charter;
  if (guardian === null) throw new Error(`the charter of ${of.id} has no guardian`);
  const { role, answer } = guardian;
  return {
    state: begunAppeal({ id, of, appellant, principle, reason, remanded, createdAt, continuationOf }),
    guardian: { role, answer },
    concerned: [...kindOf(appealed).concerned(appealed.state), ...(await resolversOf(db, of.id))],
  };
};

/** The guardian who decided what is appealed, where one did: they do not rule on it too. */
async function resolversOf(db: Db, appealed: string): Promise<string[]> {
  const told = await readTimeline(db, appealed, { kind: 'guardian-resolved' });
  return told.flatMap(({ facts }) => (typeof facts.guardian === 'string' ? [facts.guardian] : []));
}
