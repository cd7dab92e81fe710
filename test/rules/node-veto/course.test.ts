/** How a node veto stands after what happened in it (NVP-1 to NVP-4, PRO-9). */
import { describe, expect, it } from 'vitest';
import { evolve } from '../../../rules/node-veto/evolve.ts';
import { begunNodeVeto, type NodeIn, speaksFor, staying } from '../../../rules/node-veto/state.ts';
import { isToBeDrawn } from '../../../rules/node-veto/step.ts';
import {
  at,
  contested,
  drawn,
  finds,
  followedBy,
  joined,
  judged,
  nodeVetoes,
  raised,
} from '../node-vetoes.ts';

const removes = { by: 'anna', removes: 'A second line.', contest: null };
const dorasNode = (): NodeIn => ({
  node: { member: 'dora' },
  by: 'dora',
  members: ['dora'],
  at: at(0),
  agreed: false,
  left: null,
});
const begun = () => ({
  id: 'veto',
  of: { kind: 'proposal', id: 'act', title: 'An act' } as const,
  act: 'hash',
  known: 'veto',
  answerers: ['anna'],
  concerned: ['anna'],
  asks: true,
  recused: ['hal'],
  charter: { version: 1, hash: '', pace: 1, nodeVetoes },
  createdAt: at(0),
  continuationOf: 'before',
});

describe('how a node veto stands', () => {
  it('NVP-1 NVP-4 before it is opened nothing has happened, but for how long others held the act before', () => {
    const state = begunNodeVeto({ ...begun(), heldBefore: 5 });
    expect(state).toEqual({
      ...begun(),
      heldBefore: 5,
      nodes: [],
      danger: '',
      remedy: '',
      stage: 'answer',
      deadline: null,
      hold: null,
      withoutHold: null,
      removes: null,
      answers: 0,
      panel: null,
      draws: 0,
      silent: [],
      finding: null,
      question: null,
      denied: [],
      outcome: null,
      endedAt: null,
      continuedBy: null,
    });
    expect(begunNodeVeto(begun()).heldBefore).toBe(0);
    expect(evolve(state, { kind: 'continuation-of', at: at(0), facts: { id: 'before' } })).toBe(state);
  });

  it('NVP-1 NVP-2 NVP-4 it is opened with a node, its danger and remedy, and a hold, or why there is none', () => {
    expect(raised()).toMatchObject({
      nodes: [dorasNode()],
      danger: 'It is cut.',
      remedy: 'A second line.',
      hold: { since: at(0), ends: null, ended: null },
      withoutHold: null,
      stage: 'answer',
      deadline: at(24),
    });
    const withoutHold = { code: 'same-matter', rule: 'NVP-4', facts: {} };
    expect(raised({ holds: false, withoutHold })).toMatchObject({ hold: null, withoutHold });
    expect(raised({ holdEnds: at(6) }).hold).toEqual({ since: at(0), ends: at(6), ended: null });
    expect(joined(raised(), 1, 'emil').nodes).toEqual([
      dorasNode(),
      { ...dorasNode(), node: { member: 'emil' }, by: 'emil', members: ['emil'], at: at(1) },
    ]);
  });

  it('NVP-3 each answer takes the place of the one before, with who agreed to that; one that there is none leads to a panel', () => {
    const one = followedBy(joined(raised(), 1, 'emil'), 2, 'answered', removes);
    expect(one).toMatchObject({ removes: 'A second line.', answers: 1, stage: 'answer', deadline: at(24) });
    const agreed = followedBy(one, 3, 'agreed', { by: 'dora' });
    expect(agreed.nodes.map((node) => node.agreed)).toEqual([true, false]);
    const anew = followedBy(agreed, 4, 'answered', { ...removes, removes: 'Less.' });
    expect(anew).toMatchObject({ removes: 'Less.', answers: 2 });
    expect(anew.nodes.map((node) => node.agreed)).toEqual([false, false]);
    const none = contested(agreed, 4);
    expect(none).toMatchObject({
      stage: 'panel',
      panel: null,
      deadline: null,
      removes: 'A second line.',
      answers: 1,
      hold: { ended: null },
    });
    expect(none.nodes.map((node) => node.agreed)).toEqual([false, false]);
  });

  it('NVP-4 who withdraws does so for all that they speak for and have not withdrawn, before a panel or after', () => {
    const two = followedBy(joined(raised(), 1, 'emil'), 1, 'joined', {
      node: { family: 'ash' },
      by: 'dora',
      members: ['dora', 'fay'],
    });
    const before = followedBy(two, 2, 'left', { by: 'dora' });
    expect(before.nodes.map((node) => node.left)).toEqual(['before', null, 'before']);
    expect(staying(before).map(({ by }) => by)).toEqual(['emil']);
    expect(['dora', 'emil'].map((id) => speaksFor(before, id))).toEqual([false, true]);
    const after = followedBy(contested(before, 3), 4, 'left', { by: 'dora' });
    expect(
      after.nodes.map((node) => node.left),
      'once it is withdrawn it stays so',
    ).toEqual(['before', null, 'before']);
    expect(followedBy(after, 4, 'left', { by: 'emil' }).nodes[1]?.left).toBe('after');
  });

  it('NVP-3 a panel is drawn, and finds one after the other; what was found while none sits changes nothing', () => {
    expect(judged()).toMatchObject({
      stage: 'panel',
      panel: { draw: 1, members: ['ben', 'carl', 'emil'], found: [] },
      draws: 1,
      finding: null,
      deadline: at(49),
    });
    expect(isToBeDrawn(judged())).toBe(false);
    const one = finds(judged(), 2, 'ben', true);
    expect(one).toMatchObject({ stage: 'panel', deadline: at(49) });
    expect(one.panel?.found).toEqual([{ by: 'ben', uphold: true }]);
    expect(finds(one, 3, 'carl', false).panel?.found).toEqual([
      { by: 'ben', uphold: true },
      { by: 'carl', uphold: false },
    ]);
    const waiting = contested(raised());
    expect(finds(waiting, 2, 'ben', true)).toBe(waiting);
  });

  it('NVP-3 of nobody to judge, what follows has the time to ask; of no others the act is held no more', () => {
    expect(drawn(contested(raised()), 1, [])).toMatchObject({
      stage: 'upheld',
      finding: 'upheld',
      deadline: at(25),
      panel: { draw: 1, members: [], found: [] },
      hold: { ended: null },
    });
    const silent = followedBy(judged(), 49, 'panel-silent', { draw: 1 });
    expect(silent).toMatchObject({ stage: 'panel', panel: null, deadline: null, finding: null });
    expect(drawn(silent, 49, [])).toMatchObject({
      stage: 'denied',
      finding: 'denied',
      deadline: at(73),
      draws: 2,
      hold: { ended: at(49) },
    });
    const threeDraws = { ...nodeVetoes, panel: { ...nodeVetoes.panel, draws: 3 } };
    const two = { ...silent, charter: { ...silent.charter, nodeVetoes: threeDraws } };
    const again = followedBy(drawn(two, 49, ['fay']), 97, 'panel-silent', { draw: 2 });
    expect(again).toMatchObject({ stage: 'panel', silent: ['ben', 'carl', 'emil', 'fay'] });
    const none = followedBy({ ...two, panel: null }, 97, 'panel-silent', { draw: 2 });
    expect(none.silent, 'while none sits nobody is silent').toEqual(two.silent);
  });

  it('NVP-3 NVP-4 the council is asked, without an end of its own; and at the end it counts to whom it was denied', () => {
    const denied = finds(finds(judged(), 2, 'ben', false), 3, 'carl', false);
    const asked = followedBy(denied, 4, 'asked', { by: 'dora', reason: 'It is.', id: 'question' });
    expect(asked).toMatchObject({ stage: 'question', deadline: null, question: 'question' });
    const ended = followedBy(asked, 9, 'ended', { outcome: 'denied', rule: 'NVP-3' });
    expect(ended).toMatchObject({
      stage: 'ended',
      deadline: null,
      outcome: 'denied',
      denied: ['member/dora'],
      endedAt: at(9),
      continuedBy: null,
      hold: { ended: at(3) },
    });
    expect(
      followedBy(raised(), 9, 'ended', { outcome: 'interrupted', rule: 'PRO-9', to: 'next' }),
    ).toMatchObject({ outcome: 'interrupted', continuedBy: 'next', denied: [], hold: { ended: at(9) } });
  });

  it('NVP-2 a hold that was over before ended then, and one that lasts ends with it', () => {
    const endsIn = (holdEnds: string | null) =>
      followedBy(raised({ holdEnds }), 6, 'ended', { outcome: 'lapsed', rule: 'NVP-1' }).hold?.ended;
    expect(endsIn(null)).toBe(at(6));
    expect(endsIn(at(5))).toBe(at(5));
    expect(endsIn(at(6))).toBe(at(6));
    expect(endsIn(at(7))).toBe(at(6));
    const without = raised({ holds: false });
    expect(followedBy(without, 6, 'ended', { outcome: 'lapsed', rule: 'NVP-1' }).hold).toBeNull();
  });
});
