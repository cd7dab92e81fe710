/** What an act knows of the nodes that stop it, and what they take of its time (NVP-1 to NVP-4). */
import { describe, expect, it } from 'vitest';
import {
  confirmedBy,
  holdEnded,
  holdEnding,
  holdingOf,
  type NodeVetoOn,
  openOn,
  over,
  sameMatterFault,
  stopped,
  vetoedBy,
} from '../../../rules/node-veto/on-act.ts';
import { at } from '../node-vetoes.ts';

const dora = { member: 'dora' };
const refused = (code: string, rule: string, facts: object) => ({ code, rule, facts });

describe('an act that is stopped', () => {
  const one = (id: string, more: Partial<NodeVetoOn> = {}): NodeVetoOn => ({
    id,
    node: dora,
    at: at(1),
    holds: true,
    holdEnds: null,
    heldUntil: null,
    outcome: null,
    endedAt: null,
    ...more,
  });

  it('NVP-1 NVP-2 knows each that stopped it, with whether and until when it holds', () => {
    expect(stopped({}, { id: 'veto', node: dora, holds: false, holdEnds: at(7) }, at(1))).toEqual([
      one('veto', { holds: false, holdEnds: at(7) }),
    ]);
    const two = stopped({ nodeVetoes: [one('first')] }, { ...one('veto'), node: { family: 'ash' } }, at(2));
    expect(two.map(({ id }) => id)).toEqual(['first', 'veto']);
  });

  it('NVP-2 NVP-3 NVP-4 knows which is open, which holds it, which it ended by, and what ends by itself', () => {
    const lost = one('lost', { heldUntil: at(2), outcome: 'denied', endedAt: at(2) });
    const vetoed = one('vetoed', { heldUntil: at(3), outcome: 'vetoed', endedAt: at(3) });
    const heard = one('heard', { holds: false });
    const holding = one('holding', { holdEnds: at(7) });
    for (const find of [openOn, holdingOf, vetoedBy, holdEnding, sameMatterFault])
      expect(find({})).toBeUndefined();
    expect(openOn({ nodeVetoes: [lost, heard] })).toBe(heard);
    expect(holdingOf({ nodeVetoes: [lost, heard] })).toBeUndefined();
    expect(holdingOf({ nodeVetoes: [lost, heard, holding] })).toBe(holding);
    expect(vetoedBy({ nodeVetoes: [lost, heard] })).toBeUndefined();
    expect(vetoedBy({ nodeVetoes: [lost, vetoed] })).toBe(vetoed);
    expect(holdEnding({ nodeVetoes: [lost, one('on')] })).toBeUndefined();
    expect(holdEnding({ nodeVetoes: [lost, holding] })).toEqual({ at: at(7), id: 'holding' });
    expect(sameMatterFault({ nodeVetoes: [lost, heard] })).toEqual(
      refused('same-matter', 'NVP-4', { nodeVeto: 'heard' }),
    );
    expect(sameMatterFault({ nodeVetoes: [lost, vetoed] })).toBeUndefined();
  });

  it('NVP-2 NVP-3 is released once, of what held it alone; what is over says as what and since when', () => {
    const all = { nodeVetoes: [one('a'), one('b', { holds: false }), one('c', { heldUntil: at(2) })] };
    const released = (id: string) => holdEnded(all, id, at(5)).map(({ heldUntil }) => heldUntil);
    expect(released('a')).toEqual([at(5), null, at(2)]);
    expect(released('b')).toEqual([null, null, at(2)]);
    expect(released('c')).toEqual([null, null, at(2)]);
    expect(over(all, { id: 'a', outcome: 'denied', at: at(6) })).toEqual([
      one('a', { heldUntil: at(6), outcome: 'denied', endedAt: at(6) }),
      ...all.nodeVetoes.slice(1),
    ]);
    expect([holdEnded({}, 'a', at(5)), over({}, { id: 'a', outcome: 'denied', at: at(6) })]).toEqual([
      [],
      [],
    ]);
  });

  it.each<[string, Partial<NodeVetoOn>, string]>([
    ['that is still held', {}, at(10)],
    ['that was only stopped', { holds: false, heldUntil: at(7) }, at(10)],
    ['held from the first hour to the seventh', { heldUntil: at(7) }, at(16)],
    ['held from before it was asked for', { at: at(-3), heldUntil: at(7) }, at(17)],
    ['whose hold was over before it was asked for', { at: at(-3), heldUntil: at(-1) }, at(10)],
    ['whose hold was over as it was asked for', { at: at(-3), heldUntil: at(0) }, at(10)],
    ['whose hold was over just after that', { at: at(-3), heldUntil: at(0, 1) }, at(10, 1)],
    ['held from the last millisecond on', { at: at(10, -1), heldUntil: at(20) }, at(20, 1)],
    ['held from when it was due', { at: at(10), heldUntil: at(20) }, at(10)],
  ])('NVP-2 a task %s is confirmed by as much later', (_, held, by) => {
    expect(confirmedBy(at(10), at(0), { nodeVetoes: [one('veto', held)] })).toBe(by);
  });

  it('NVP-2 a task that was held twice has both times more, and one that never was none', () => {
    const twice = [one('a', { heldUntil: at(3) }), one('b', { at: at(11), heldUntil: at(15) })];
    expect(confirmedBy(at(10), at(0), { nodeVetoes: twice })).toBe(at(16));
    expect(confirmedBy(at(10), at(0), {})).toBe(at(10));
  });
});
