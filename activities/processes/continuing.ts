/** What the process begins with in which an interrupted one's matter goes on: its content and its charter copy, from its first stage (PRO-9). */
import type { KindName } from '../../rules/kinds.ts';
import type { Db } from '../../store/postgres/database.ts';
import type { ProcessRow } from '../../store/processes/interruptions.ts';
import type { Start } from '../../workflows/inputs.ts';
import { alarm } from './continuing/alarm.ts';
import { appeal } from './continuing/appeal.ts';
import { conflict } from './continuing/conflict.ts';
import { emergency } from './continuing/emergency.ts';
import { family } from './continuing/family.ts';
import { lookback } from './continuing/lookback.ts';
import { nodeVeto } from './continuing/node-veto.ts';
import { proposal } from './continuing/proposal.ts';
import { repair } from './continuing/repair.ts';
import { restorative } from './continuing/restorative.ts';
import type { Continuation } from './continuing/continuation.ts';

const continuations: { readonly [Name in KindName]: Continuation<Name> } = {
  proposal,
  emergency,
  conflict,
  appeal,
  lookback,
  family,
  repair,
  'node-veto': nodeVeto,
  alarm,
  restorative,
};

/** @param id of the new process @throws where the process has not ended, or its charter version is missing */
export async function startOf(db: Db, ended: ProcessRow, id: string): Promise<Start> {
  const { endedAt } = ended.state;
  if (endedAt === null) throw new Error(`${ended.state.id} has not ended`);
  const anew = continuations[ended.kind] as Continuation<KindName>;
  return { kind: ended.kind, input: await anew(db, ended, { id, createdAt: endedAt }) } as Start;
}
