/** Who is told of what happens in a node veto, and who owes what in it (NVP-3, NVP-4, CNF-5). */
import { describe, expect, it } from 'vitest';
import type { NodeVetoEntry } from '../../../rules/node-veto/entries.ts';
import { nodeVetoNotices, nodeVetoOwed, owingNodeVeto } from '../../../rules/node-veto/notices.ts';
import type { NodeVetoState } from '../../../rules/node-veto/state.ts';
import { at, contested, drawn, finds, followedBy, joined, judged, raised } from '../node-vetoes.ts';

/** Anna put the act; dora and emil speak for nodes; ben, carl and gus are drawn. */
const two = () => joined(raised(), 1, 'emil');
const sides = { members: ['anna', 'dora', 'emil'] };
const sitting = () => drawn(contested(two()), 1, ['ben', 'carl', 'gus']);
const told = (state: NodeVetoState, kind: NodeVetoEntry['kind'], facts: object = {}) =>
  nodeVetoNotices(state, { at: at(5), kind, facts } as unknown as NodeVetoEntry);
const telling = (to: object, but: string | null = null) => ({ to, owes: null, due: null, but });

describe('who is told of a node veto', () => {
  const opened = (closes: string) => ({ by: 'dora', members: ['dora', 'fay'], closes });

  it('NVP-3 CNF-5 is who put the act, who owes an answer in time, and whom the node is made of, but not who speaks for it', () => {
    expect(told(raised(), 'opened', opened(at(24)))).toEqual([
      { to: { members: ['anna'] }, owes: 'answer', due: at(24), but: null },
      telling({ members: ['dora', 'fay'] }, 'dora'),
    ]);
    expect(told({ ...raised(), answerers: [] }, 'opened', opened(at(24)))).toEqual([
      telling({ members: ['dora', 'fay'] }, 'dora'),
    ]);
  });

  it('NVP-4 where those before have taken all the time to answer, nobody owes one', () => {
    const members = [telling({ members: ['anna'] }), telling({ members: ['dora', 'fay'] }, 'dora')];
    expect(told(raised(), 'opened', opened(at(5)))).toEqual(members);
    expect(told(raised(), 'opened', opened(at(5, 1)))[0]).toMatchObject({ owes: 'answer', due: at(5, 1) });
  });

  it.each(['joined', 'agreed', 'left', 'answered', 'asked'] as const)(
    'NVP-3 NVP-4 once it was %s is each side, but not who did it',
    (kind) => {
      expect(told(two(), kind, { by: 'dora' })).toEqual([telling(sides, 'dora')]);
    },
  );

  it('NVP-3 as a panel is drawn is who is on it, and owes a finding; of nobody, the council, which may be asked', () => {
    expect(told(sitting(), 'panel-drawn', { panel: ['ben', 'carl', 'gus'], closes: at(49) })).toEqual([
      { to: { members: ['ben', 'carl', 'gus'] }, owes: 'finding', due: at(49), but: null },
      telling(sides),
    ]);
    expect(told(drawn(contested(two()), 1, []), 'panel-drawn', { panel: [], closes: at(25) })).toEqual([
      telling(sides),
      telling({ council: 1 }),
    ]);
  });

  it('NVP-3 is nobody of a single finding, each side of what the panel found, and the council of what was upheld', () => {
    const one = finds(sitting(), 2, 'ben', true);
    expect(told(one, 'found', { by: 'ben', uphold: true })).toEqual([]);
    expect(told(finds(one, 3, 'carl', true), 'found', { by: 'carl', uphold: true })).toEqual([
      telling(sides),
      telling({ council: 1 }),
    ]);
    const denied = finds(finds(sitting(), 2, 'ben', false), 3, 'carl', false);
    expect(told(denied, 'found', { by: 'carl', uphold: false })).toEqual([telling(sides)]);
  });

  it.each(['panel-silent', 'ended'] as const)(
    'NVP-3 NVP-4 once it is %s is each side and the panel, where there is one',
    (kind) => {
      const panel = telling({ members: ['ben', 'carl', 'gus'] });
      expect(told(sitting(), kind)).toEqual([telling(sides), panel]);
      expect(told(two(), kind)).toEqual([telling(sides)]);
    },
  );

  it('PRO-9 of one that goes on from another is each side, once it has been opened', () => {
    expect(told(two(), 'continuation-of')).toEqual([telling(sides)]);
    expect(told({ ...two(), deadline: null }, 'continuation-of')).toEqual([]);
  });
});

describe('who owes what in a node veto', () => {
  it('NVP-3 CNF-5 is an answer until its time is over, and then a finding', () => {
    const due = (act: string, until: string) => [{ act, opens: at(1), due: until }];
    expect(nodeVetoOwed(raised(), at(1))).toEqual(due('answer', at(24)));
    expect(nodeVetoOwed({ ...raised(), answerers: [] }, at(1)), 'it opened by itself').toEqual([]);
    expect(nodeVetoOwed({ ...raised(), deadline: at(1, 1) }, at(1))).toEqual(due('answer', at(1, 1)));
    expect(nodeVetoOwed({ ...raised(), deadline: at(1) }, at(1)), 'no time is left').toEqual([]);
    expect(nodeVetoOwed(sitting(), at(1))).toEqual(due('finding', at(49)));
    const upheld = finds(finds(sitting(), 2, 'ben', true), 3, 'carl', true);
    for (const state of [contested(two()), { ...raised(), deadline: null }, upheld])
      expect(nodeVetoOwed(state, at(1))).toEqual([]);
  });

  it('NVP-3 is who put the act while a node stays, and who of the panel has found nothing yet', () => {
    expect(owingNodeVeto(raised(), 'answer')).toEqual([{ members: ['anna'] }]);
    expect(owingNodeVeto(followedBy(raised(), 1, 'left', { by: 'dora' }), 'answer')).toEqual([]);
    expect(owingNodeVeto(judged(), 'answer')).toEqual([]);
    expect(owingNodeVeto(raised(), 'finding')).toEqual([]);
    expect(owingNodeVeto(sitting(), 'finding')).toEqual([{ members: ['ben', 'carl', 'gus'] }]);
    const one = finds(sitting(), 2, 'carl', true);
    expect(owingNodeVeto(one, 'finding')).toEqual([{ members: ['ben', 'gus'] }]);
    expect(owingNodeVeto({ ...one, stage: 'upheld' }, 'finding')).toEqual([]);
    expect(owingNodeVeto(contested(raised()), 'finding')).toEqual([]);
    expect(owingNodeVeto(one, 'ballot')).toEqual([]);
  });
});
