/** How a process ends whose state follows from its timeline, and where its matter goes on when it was interrupted (PRO-9). */
import { describe, expect, it } from 'vitest';
import { alarm } from '../../rules/alarm/kind.ts';
import { appeal } from '../../rules/appeal/kind.ts';
import { family } from '../../rules/family/kind.ts';
import { begunFamily } from '../../rules/family/state.ts';
import type { Standing } from '../../rules/kind.ts';
import { lookback } from '../../rules/lookback/kind.ts';
import { begunLookback } from '../../rules/lookback/state.ts';
import { nodeVeto } from '../../rules/node-veto/kind.ts';
import { repair } from '../../rules/repair/kind.ts';
import { restorative } from '../../rules/restorative/kind.ts';
import { appealState } from '../support/states.ts';
import { raisedAlarm } from './alarms.ts';
import { judged } from './node-vetoes.ts';
import { agreed, sorry } from './repairs.ts';
import { met } from './restoring.ts';

const at = '2026-12-02T09:00:00.000Z';
const begun = { id: 'one', charter: { version: 1, hash: '', pace: 1 }, createdAt: at, continuationOf: null };
const of = { id: 'decision', title: 'Sundays', executedAt: at, days: 7 };
const oak = { family: { id: 'oak', name: 'Oak' }, founders: ['dora', 'emil'] };

interface FoldedKind {
  readonly name: string;
  evolve(state: Standing, entry: unknown): Standing;
}

/** Each in a stage in which something falls due; made in each story anew, so that a broken rule fails there. */
const folded = [
  [appeal, appealState],
  [lookback, () => ({ ...begunLookback({ ...begun, of, window: 1 }), deadline: at })],
  [family, () => ({ ...begunFamily({ ...begun, ...oak }), deadline: at })],
  [repair, () => agreed([sorry])],
  [nodeVeto, judged, () => ({ hold: { ...judged().hold, ended: at } })],
  [alarm, raisedAlarm],
  [restorative, met, () => ({ endedIn: 'agreement' })],
] as readonly (readonly [FoldedKind, () => Standing, (() => object)?])[];

describe.each(folded.map(([kind, before, more]) => ({ name: kind.name, kind, before, more })))(
  'a process of the kind $name',
  ({ kind, before, more }) => {
    const lost = { outcome: 'interrupted', rule: 'PRO-9' };
    const over = { stage: 'ended', outcome: 'interrupted', deadline: null, endedAt: at };
    const ended = (state: Standing, facts: object = {}): Standing =>
      kind.evolve(state, { at, kind: 'ended', facts: { ...lost, ...facts } });

    it('PRO-9 is over once it has ended: nothing falls due in it, and its ending tells where its matter goes on', () => {
      expect(before().deadline).not.toBeNull();
      expect(ended(before(), { to: 'two' })).toEqual({
        ...before(),
        ...over,
        ...more?.(),
        continuedBy: 'two',
      });
    });

    it('PRO-9 whose ending tells of none keeps what was known of where it goes on', () => {
      expect(ended(before())).toEqual({ ...before(), ...over, ...more?.() });
      const known = { ...before(), continuedBy: 'two' };
      expect(ended(known)).toEqual({ ...known, ...over, ...more?.() });
    });

    it('PRO-9 is changed by nothing as it goes on from another', () => {
      const from = { at, kind: 'continuation-of', facts: { id: 'zero' } };
      expect(kind.evolve(before(), from)).toEqual(before());
    });
  },
);
