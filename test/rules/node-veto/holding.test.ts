/** Which acts a node stops, and for whom one is held again (NVP-1, NVP-2, NVP-4). */
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../rules/model.ts';
import {
  emergencyHoldFault,
  type Former,
  heldBefore,
  lapsesWith,
  namesNode,
  proposalHoldFault,
  withoutHold,
} from '../../../rules/node-veto/holding.ts';
import { at, nodeVetoes, raised } from '../node-vetoes.ts';

const dora = { member: 'dora' };
const ash = { family: 'ash' };
const refused = (code: string, rule: string, facts: object) => ({ code, rule, facts });

describe('an action names', () => {
  it('NVP-2 whom it binds or gives to: a member by their id, and a family by its own', () => {
    const task = (assignee: string): Action => ({
      type: 'task',
      assignee,
      instructions: 'Dig.',
      by: at(10),
    });
    const release: Action = { type: 'family.release', family: 'ash', member: 'dora' };
    const named = (action: Action) =>
      [dora, { member: 'ash' }, ash, { family: 'dora' }].map((node) => namesNode(action, node));
    expect(named(task('dora'))).toEqual([true, false, false, false]);
    expect(named(task('ash'))).toEqual([false, true, false, false]);
    expect(named(release)).toEqual([true, false, true, false]);
    expect(named({ type: 'none' })).toEqual([false, false, false, false]);
  });

  it('NVP-2 in a call whatever a value in it is, whole: a part of its address, however it is escaped, a header, or anything in its body', () => {
    const call = (url: string, more: object = {}): Action => ({
      type: 'http.call',
      method: 'POST',
      url: `https://mesh.test/${url}`,
      ...more,
    });
    for (const url of ['dora', 'off/dora', 'off?dora', 'off#dora', 'off?a=b&dora', 'off?node=dora', '%64ora'])
      expect(namesNode(call(url), dora), url).toBe(true);
    for (const url of ['off', 'doras', 'a-dora', 'off?node=%', '%zz'])
      expect(namesNode(call(url), dora), url).toBe(false);
    expect(namesNode(call('%'), { member: '%' }), 'as it stands where it is no escape').toBe(true);
    expect(namesNode(call('ash'), ash)).toBe(true);
    const bodies = ['dora', ['dora'], { of: [{ node: 'dora' }] }, [null, 1, true, 'dora']];
    for (const body of bodies) expect(namesNode(call('', { body }), dora), JSON.stringify(body)).toBe(true);
    for (const body of [null, 7, undefined, { dora: 'off' }, 'dora is off'])
      expect(namesNode(call('', { body }), dora), JSON.stringify(body)).toBe(false);
    expect(namesNode(call('', { headers: { 'x-node': 'dora' } }), dora)).toBe(true);
    expect(namesNode(call('', { headers: { dora: 'off' } }), dora)).toBe(false);
  });
});

describe('an act that a node cannot stop', () => {
  it('NVP-1 NVP-2 is a proposal that is a family’s or a member’s, never held, not submitted, or over', () => {
    const proposal = { tier: 3, category: 'operations', stage: 'review', submittedAt: at(0) } as const;
    expect(proposalHoldFault(proposal)).toBeUndefined();
    for (const tier of [1, 2] as const)
      expect(proposalHoldFault({ ...proposal, tier })).toEqual(refused('not-holdable', 'NVP-1', { tier }));
    for (const category of ['veto-question', 'emergency-removal', 'crisis'])
      expect(proposalHoldFault({ ...proposal, category })).toEqual(
        refused('not-holdable', 'NVP-2', { category }),
      );
    const wrong = (stage: string) => refused('wrong-stage', 'NVP-1', { stage });
    expect(proposalHoldFault({ ...proposal, stage: 'draft', submittedAt: null })).toEqual(wrong('draft'));
    expect(proposalHoldFault({ ...proposal, stage: 'ended' })).toEqual(wrong('ended'));
  });

  it('NVP-1 NVP-2 is an emergency that reverses, names somebody else, is not in force, or has acted', () => {
    const action = { type: 'task', assignee: 'dora', instructions: 'Go.', by: at(10) } as const;
    const emergency = { stage: 'in-force', action, actionState: 'awaited', retryOf: null } as const;
    const fault = (more: object, node: Parameters<typeof emergencyHoldFault>[1] = dora) =>
      emergencyHoldFault({ ...emergency, ...more }, node);
    for (const actionState of ['awaited', 'pending', null]) expect(fault({ actionState })).toBeUndefined();
    expect(fault({ retryOf: 'before' })).toEqual(refused('not-holdable', 'NVP-2', { kind: 'reversal' }));
    expect(fault({}, ash)).toEqual(refused('not-holdable', 'NVP-2', { action: 'task', node: 'family/ash' }));
    expect(fault({ stage: 'reversal' })).toEqual(
      refused('wrong-stage', 'NVP-2', { stage: 'reversal', allowedIn: ['in-force'] }),
    );
    for (const actionState of ['done', 'failed'])
      expect(fault({ actionState })).toEqual(
        refused('wrong-stage', 'NVP-1', { stage: 'in-force', actionState }),
      );
  });

  it.each([
    ['executed', false],
    ['ratified', false],
    ['stood', false],
    ['rejected', true],
    ['execution-failed', true],
    [null, true],
  ] as const)('NVP-1 once it ended %s leaves nothing to veto: %s', (outcome, lapses) => {
    expect(lapsesWith(outcome)).toBe(lapses);
  });
});

describe('an act that was stopped before', () => {
  const day = 24;
  const comes = { of: { kind: 'proposal', id: 'act' }, node: dora, by: 'dora', at: at(day * 100) } as const;
  const former = (more: Partial<Former> = {}): Former => ({
    ...raised(),
    id: 'before',
    endedAt: at(1),
    ...more,
  });
  const by = (member: string, node: object = { member }) => [
    { ...raised().nodes[0]!, by: member, node } as Former['nodes'][number],
  ];
  const heard = (before: readonly Former[], denied: readonly (readonly string[])[] = []) =>
    withoutHold(comes, before, denied, nodeVetoes);
  const same = (nodeVeto: string) => refused('same-matter', 'NVP-4', { nodeVeto });

  it('NVP-4 is held no more for the node that gave it up, nor for who spoke for it, and says by which node veto', () => {
    const gaveUp = (nodes: Former['nodes']) =>
      former({ id: 'given up', outcome: 'withdrawn', nodes, hold: null });
    expect(heard([gaveUp(by('dora'))])).toEqual(same('given up'));
    expect(heard([gaveUp(by('fay', dora))]), 'another spoke for it').toEqual(same('given up'));
    expect(heard([gaveUp(by('dora', ash))]), 'who spoke for another').toEqual(same('given up'));
    expect(heard([gaveUp(by('fay', ash))])).toBeUndefined();
    expect(heard([gaveUp([...by('emil'), ...by('dora')])]), 'with another').toEqual(same('given up'));
    const judged = former({ id: 'judged', outcome: 'denied', finding: 'denied', nodes: by('fay') });
    expect(heard([gaveUp(by('fay')), judged])).toEqual(same('judged'));
  });

  it('NVP-4 is of its matter for 90 days, and its own as long as it goes on; one that has not ended is of it', () => {
    const judged = (more: Partial<Former>) =>
      heard([former({ outcome: 'denied', finding: 'denied', hold: null, ...more })]);
    const another = { kind: 'proposal', id: 'another', title: '' } as const;
    expect(judged({ endedAt: at(0) })).toEqual(same('before'));
    expect(judged({ of: another, endedAt: at(day * 10) })).toBeUndefined();
    expect(judged({ of: another, endedAt: at(day * 10, 1) })).toEqual(same('before'));
    expect(judged({ of: another, endedAt: null })).toEqual(same('before'));
  });

  it('NVP-4 was held from when it was stopped until that ended; where nothing tells when, for no time', () => {
    const held = (more: Partial<Former>) =>
      heldBefore(comes, [former({ outcome: 'settled', ...more })], nodeVetoes);
    const hold = { since: at(2), ends: null, ended: null };
    expect(held({ hold: { ...hold, ended: at(5) }, endedAt: at(9) })).toBe(3 * 3_600_000);
    expect(held({ hold, endedAt: at(9) })).toBe(7 * 3_600_000);
    expect(held({ hold, endedAt: null })).toBe(0);
    expect(held({ hold: null })).toBe(0);
  });

  it('NVP-4 has been held as long as one may is held no more, by the last that nobody judged', () => {
    const held = (id: string, hours: number, more: Partial<Former> = {}) =>
      former({
        id,
        outcome: 'settled',
        nodes: by('emil'),
        hold: { since: at(0), ends: null, ended: at(hours) },
        ...more,
      });
    const judged = held('vetoed', 5, { outcome: 'vetoed', finding: 'upheld' });
    expect(heard([held('one', 60), held('other', 59), judged])).toBeUndefined();
    expect(heard([held('one', 60), held('other', 60), judged])).toEqual(same('other'));
  });

  it('NVP-4 of who lost three within 90 days up to now is not held; what comes later does not count', () => {
    const lost = (...days: readonly number[]) => [days.map((one) => at(day * one))];
    const limit = (counted: number) => refused('limit-reached', 'NVP-4', { most: 3, counted });
    expect(heard([], lost(97, 98))).toBeUndefined();
    expect(heard([], lost(97, 98, 99))).toEqual(limit(3));
    expect(heard([], lost(96, 97, 98, 99))).toEqual(limit(4));
    expect(heard([], lost(10, 98, 99))).toBeUndefined();
    expect(heard([], lost(98, 99, 100))).toEqual(limit(3));
    expect(heard([], lost(98, 99, 101))).toBeUndefined();
  });
});
