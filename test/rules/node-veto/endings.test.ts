/** What falls due in a node veto, how it ends, and what is left of it (NVP-1 to NVP-4, PRO-9). */
import { describe, expect, it } from 'vitest';
import {
  deniedTo,
  findingOf,
  heldAs,
  isUnjudged,
  longestHold,
  type NodeIn,
  type NodeVetoOutcome,
  type NodeVetoState,
  ownCaseOf,
  spendsFor,
} from '../../../rules/node-veto/state.ts';
import { endingOf, endingRules, isToBeDrawn, next } from '../../../rules/node-veto/step.ts';
import { at, contested, followedBy, joined, nodeVetoes, raised } from '../node-vetoes.ts';

const dorasNode = (): NodeIn => raised().nodes[0]!;

describe('what falls due', () => {
  it.each([
    ['answer', 'unanswered'],
    ['panel', 'silence'],
    ['upheld', 'unasked'],
    ['denied', 'unasked'],
    ['question', undefined],
    ['ended', undefined],
  ] as const)('NVP-3 in the stage %s is: %s', (stage, what) => {
    const due = what && { at: at(1), what };
    expect(next({ stage, deadline: at(1) })).toEqual(due);
    expect(next({ stage, deadline: null })).toBeUndefined();
  });

  it('NVP-3 a panel is to be drawn in its stage alone', () => {
    expect(isToBeDrawn({ stage: 'panel', panel: null })).toBe(true);
    expect(isToBeDrawn({ stage: 'answer', panel: null })).toBe(false);
  });
});

describe('how it ends', () => {
  it('NVP-1 NVP-3 PRO-9 is by the rule that ends it so', () => {
    expect(endingRules).toEqual({
      settled: 'NVP-3',
      withdrawn: 'NVP-3',
      vetoed: 'NVP-3',
      denied: 'NVP-3',
      overturned: 'NVP-3',
      lapsed: 'NVP-1',
      interrupted: 'PRO-9',
    });
  });

  it('NVP-3 NVP-4 is not before a node has come, nor again, nor by an agreement once a panel judges', () => {
    expect(endingOf({ stage: 'answer', nodes: [] })).toBeUndefined();
    expect(endingOf({ stage: 'ended', nodes: [{ ...dorasNode(), left: 'before' }] })).toBeUndefined();
    expect(endingOf({ stage: 'answer', nodes: [{ ...dorasNode(), agreed: true }] })).toBe('settled');
    expect(endingOf({ stage: 'panel', nodes: [{ ...dorasNode(), agreed: true }] })).toBeUndefined();
    expect(endingOf(raised())).toBeUndefined();
  });

  it('NVP-4 is denied where some withdrew before the panel and the last after it', () => {
    const one = followedBy(joined(raised(), 1, 'emil'), 2, 'left', { by: 'dora' });
    expect(endingOf(one)).toBeUndefined();
    expect(endingOf(followedBy(one, 2, 'left', { by: 'emil' }))).toBe('withdrawn');
    expect(endingOf(followedBy(contested(one, 3), 4, 'left', { by: 'emil' }))).toBe('denied');
  });

  it('NVP-3 is found by more than half of the panel, whichever way', () => {
    const of = (size: number, ...found: readonly boolean[]) =>
      findingOf({
        members: Array.from({ length: size }, (_, place) => `judge-${place}`),
        found: found.map((uphold, place) => ({ by: `judge-${place}`, uphold })),
      });
    expect(of(3)).toBeUndefined();
    expect(of(3, true)).toBeUndefined();
    expect(of(3, true, false)).toBeUndefined();
    expect(of(3, true, true)).toBe('upheld');
    expect(of(3, true, false, false)).toBe('denied');
    expect(of(4, true, true, false, false)).toBeUndefined();
    expect(of(4, false, false)).toBeUndefined();
    expect(of(4, false, false, false)).toBe('denied');
    expect(heldAs({ finding: null })).toBe(true);
    expect(heldAs({ finding: 'upheld' })).toBe(true);
    expect(heldAs({ finding: 'denied' })).toBe(false);
  });
});

describe('what is left of it', () => {
  const of = (outcome: NodeVetoOutcome | null, ...nodes: readonly Partial<NodeIn>[]) =>
    deniedTo({ outcome, nodes: nodes.map((more) => ({ ...dorasNode(), ...more })) });

  it('NVP-4 counts as denied to each node that stayed and who spoke for it, and to who withdrew before the panel to neither', () => {
    const ash = { node: { family: 'ash' }, by: 'fay' };
    for (const outcome of ['denied', 'overturned'] as const)
      expect(of(outcome, {}, ash, { ...ash, node: { member: 'gus' }, by: 'gus', left: 'before' })).toEqual([
        'family/ash',
        'member/dora',
        'member/fay',
      ]);
    expect(of('vetoed', {}, { ...ash, left: 'after' })).toEqual(['family/ash', 'member/fay']);
    for (const outcome of ['settled', 'withdrawn', 'vetoed', 'lapsed', 'interrupted', null] as const)
      expect(of(outcome, {}, { ...ash, left: 'before' })).toEqual([]);
  });

  it('NVP-3 GUA-2 is whose own case it is: whom the act concerns and the members of its nodes, each once', () => {
    const nodes = [dorasNode(), { ...dorasNode(), members: ['dora', 'fay', 'anna'] }];
    expect(ownCaseOf({ concerned: ['anna', 'hal'], nodes })).toEqual(['anna', 'hal', 'dora', 'fay']);
  });

  it.each<[NodeVetoState['finding'], NodeVetoOutcome | null, boolean, 'none' | 'nodes' | 'all']>([
    [null, null, false, 'none'],
    [null, 'settled', true, 'none'],
    [null, 'withdrawn', true, 'nodes'],
    [null, 'denied', true, 'nodes'],
    ['upheld', 'denied', true, 'nodes'],
    ['denied', 'denied', false, 'all'],
    ['denied', 'vetoed', false, 'none'],
    ['upheld', 'vetoed', false, 'none'],
    ['upheld', 'overturned', false, 'all'],
    [null, 'lapsed', false, 'none'],
    ['denied', 'lapsed', false, 'all'],
    ['denied', 'interrupted', false, 'none'],
    ['denied', null, false, 'none'],
  ])(
    'NVP-4 found %s and ended %s it was judged by nobody: %s, and is spent for: %s',
    (finding, outcome, unjudged, spends) => {
      expect(isUnjudged({ finding, outcome })).toBe(unjudged);
      expect(spendsFor({ finding, outcome })).toBe(spends);
    },
  );

  it('NVP-2 NVP-4 an act is held for an answer and each draw at most, that of an emergency for its own time', () => {
    expect(longestHold('proposal', nodeVetoes)).toBe((24 + 2 * 48) * 3_600_000);
    expect(longestHold('emergency', nodeVetoes)).toBe(6 * 3_600_000);
  });
});
