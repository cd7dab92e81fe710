/** Who may do what in a node veto, in which stage, and what they are told who may not (NVP-1 to NVP-4, PRO-10). */
import { describe, expect, it } from 'vitest';
import {
  actsAllowed,
  agreementFault,
  answerFault,
  joiningFault,
  mayAct,
  nodeFault,
  type NodeVetoAct,
  raiserFault,
} from '../../../rules/node-veto/permissions.ts';
import type { NodeVetoState } from '../../../rules/node-veto/state.ts';
import { at, contested, drawn, finds, followedBy, joined, judged, raised } from '../node-vetoes.ts';

const answered = (state = raised(), hours = 1) =>
  followedBy(state, hours, 'answered', { by: 'anna', removes: 'A second line.', contest: null });
const agreed = (state: NodeVetoState, by: string, hours = 2) => followedBy(state, hours, 'agreed', { by });
const left = (state: NodeVetoState, by = 'dora', hours = 3) => followedBy(state, hours, 'left', { by });
const toBeDrawn = () => contested(raised());
const found = (uphold: boolean) => finds(finds(judged(), 2, 'ben', uphold), 2, 'carl', uphold);
const upheld = () => found(true);
const denied = () => found(false);
const asked = () => followedBy(denied(), 3, 'asked', { by: 'dora', reason: 'It is.', id: 'question' });
const over = () => followedBy(asked(), 4, 'ended', { outcome: 'denied', rule: 'NVP-3' });

/** Anna put the act, dora speaks for the node, ben is on the panel, gus has no part in it; kim is too young for the council. */
const actor = (id: string, more: object = {}) => ({
  id,
  status: 'active' as const,
  council: id !== 'kim',
  ...more,
});
const refusal = (act: NodeVetoAct, state: NodeVetoState, id: string, more: object = {}) =>
  mayAct(act, state, actor(id, more), at(4));
const refused = (code: string, rule: string, facts: object) => ({ code, rule, facts });
const allowing = (allowed: string, rule = 'NVP-3') => refused('not-permitted', rule, { allowed });

describe('what a member can do in a node veto', () => {
  const can = (state: NodeVetoState) =>
    Object.fromEntries(
      ['anna', 'dora', 'ben', 'gus', 'kim']
        .map((id) => [id, actsAllowed(state, actor(id), at(4))] as const)
        .filter(([, acts]) => acts.length > 0),
    );
  const join = ['joining'];

  it.each<[string, () => NodeVetoState, Readonly<Record<string, readonly string[]>>]>([
    [
      'while it waits for an answer, is to answer for who put the act, and to join for anybody else',
      raised,
      { anna: ['answer'], dora: ['joining', 'withdrawal'], ben: join, gus: join, kim: join },
    ],
    [
      'once it was said how the danger is removed, is to agree for who speaks for a node',
      answered,
      { anna: ['answer'], dora: ['agreement', 'joining', 'withdrawal'], ben: join, gus: join, kim: join },
    ],
    ['while a panel is to be drawn, is to withdraw it', toBeDrawn, { dora: ['withdrawal'] }],
    [
      'before a panel, is to find for who is on it',
      judged,
      { dora: ['joining', 'withdrawal'], ben: ['joining', 'finding'], gus: join, kim: join },
    ],
    [
      'once it was upheld, is to ask the council for any member of it',
      upheld,
      { anna: ['question'], dora: ['question', 'withdrawal'], ben: ['question'], gus: ['question'] },
    ],
    ['once it was denied, is to ask for the node alone', denied, { dora: ['question', 'withdrawal'] }],
    ['while the council is asked, is to withdraw it', asked, { dora: ['withdrawal'] }],
    ['once it has ended, is nothing', over, {}],
  ])('NVP-3 NVP-4 %s', (_, state, allowed) => {
    expect(can(state())).toEqual(allowed);
  });

  it('NVP-4 is nothing but what others do for who has withdrawn their node', () => {
    const two = left(joined(answered(), 2, 'emil'));
    expect(actsAllowed(two, actor('dora'), at(4))).toEqual(['joining']);
    expect(actsAllowed(two, actor('emil'), at(4))).toEqual(['agreement', 'joining', 'withdrawal']);
  });
});

describe('who may not', () => {
  it.each<[NodeVetoAct, () => NodeVetoState, string, string]>([
    ['answer', raised, 'gus', 'who put the act'],
    ['agreement', answered, 'gus', 'who speaks for a node'],
    ['finding', judged, 'gus', 'the panel'],
    ['question', upheld, 'kim', 'council'],
    ['question', raised, 'kim', 'council'],
    ['question', denied, 'anna', 'who speaks for a node'],
    ['question', denied, 'kim', 'who speaks for a node'],
    ['withdrawal', judged, 'gus', 'who speaks for a node'],
  ])('NVP-3 %s is for others, which is said', (act, state, id, allowed) => {
    expect(refusal(act, state(), id)).toEqual(allowing(allowed));
  });

  it('NVP-3 who speaks for a node asks about what was upheld as one of the council only', () => {
    expect(refusal('question', upheld(), 'dora', { council: false })).toEqual(allowing('council'));
    expect(refusal('question', denied(), 'dora', { council: false })).toBeUndefined();
    expect(refusal('question', raised(), 'dora', { council: false })?.code).toBe('wrong-stage');
  });

  it.each<[NodeVetoAct, () => NodeVetoState, string, string, string, readonly string[]]>([
    ['answer', judged, 'anna', 'NVP-3', 'panel', ['answer']],
    ['agreement', judged, 'dora', 'NVP-3', 'panel', ['answer']],
    ['joining', upheld, 'gus', 'NVP-4', 'upheld', ['answer', 'panel']],
    ['finding', raised, 'gus', 'NVP-3', 'answer', ['panel']],
    ['question', raised, 'gus', 'NVP-3', 'answer', ['upheld', 'denied']],
    ['question', asked, 'dora', 'NVP-3', 'question', ['upheld', 'denied']],
    ['question', raised, 'dora', 'NVP-3', 'answer', ['upheld', 'denied']],
    [
      ...(['withdrawal', over, 'dora', 'NVP-4', 'ended'] as const),
      ['answer', 'panel', 'upheld', 'denied', 'question'],
    ],
  ])('PRO-10 %s is told in which stages it can be done', (act, state, id, rule, stage, allowedIn) => {
    expect(refusal(act, state(), id)).toEqual(refused('wrong-stage', rule, { stage, allowedIn }));
  });

  it('NVP-3 NVP-4 nobody joins or finds while the panel is to be drawn', () => {
    const waits = (rule: string) => refused('wrong-stage', rule, { stage: 'panel', panel: null });
    expect(refusal('joining', toBeDrawn(), 'gus')).toEqual(waits('NVP-4'));
    expect(refusal('finding', toBeDrawn(), 'gus')).toEqual(waits('NVP-3'));
  });

  it.each<[NodeVetoAct, () => NodeVetoState, string, string]>([
    ['answer', () => left(raised()), 'anna', 'answer'],
    ['agreement', () => agreed(answered(), 'dora'), 'dora', 'answer'],
    ['joining', () => left(raised()), 'gus', 'answer'],
    ['finding', () => left(judged()), 'ben', 'panel'],
    ['question', () => left(upheld()), 'gus', 'upheld'],
    ['withdrawal', () => agreed(answered(), 'dora'), 'dora', 'answer'],
  ])('PRO-10 %s changes nothing any more once its nodes have ended it', (act, state, id, stage) => {
    expect(refusal(act, state(), id)).toEqual(refused('already-done', 'PRO-10', { act, stage }));
  });

  it('NVP-1 NVP-3 NVP-4 is told what is missing, or done already, or switched off', () => {
    const missing = refused('incomplete', 'NVP-3', { missing: ['removes'] });
    expect(refusal('agreement', raised(), 'dora')).toEqual(missing);
    const one = agreed(joined(answered(), 1, 'emil'), 'dora');
    expect(refusal('agreement', one, 'dora')).toEqual(refused('already-done', 'NVP-3', { act: 'agreement' }));
    expect(refusal('agreement', one, 'emil')).toBeUndefined();
    expect(refusal('joining', raised(), 'anna')).toEqual(refused('not-holdable', 'NVP-1', { putBy: 'anna' }));
    const once = finds(judged(), 2, 'ben', true);
    expect(refusal('finding', once, 'ben')).toEqual(refused('already-done', 'NVP-3', { act: 'finding' }));
    expect(refusal('finding', once, 'carl')).toBeUndefined();
    expect(refusal('question', { ...denied(), asks: false }, 'dora')).toEqual(
      refused('switched-off', 'NVP-3', { section: 'vetoes' }),
    );
  });

  it('NVP-3 NVP-4 the node that was withdrawn does not agree once more for who speaks for another', () => {
    const family = { node: { family: 'ash' }, by: 'dora', members: ['dora', 'fay'] };
    const again = followedBy(left(joined(answered(), 1, 'emil')), 3, 'joined', family);
    expect(refusal('agreement', again, 'dora')).toBeUndefined();
    expect(refusal('agreement', agreed(again, 'dora'), 'dora')).toEqual(
      refused('already-done', 'NVP-3', { act: 'agreement' }),
    );
  });
});

describe('what is said in an act', () => {
  it('NVP-1 is of one’s own: a member of themselves, or of the family that they are of', () => {
    const others = (node: string) => refused('not-permitted', 'NVP-1', { allowed: 'the node itself', node });
    const dora = { id: 'dora', family: 'ash' };
    expect(nodeFault({ member: 'dora' }, dora)).toBeUndefined();
    expect(nodeFault({ family: 'ash' }, dora)).toBeUndefined();
    expect(nodeFault({ member: 'emil' }, dora)).toEqual(others('member/emil'));
    expect(nodeFault({ family: 'oak' }, dora)).toEqual(others('family/oak'));
    expect(raiserFault('dora', ['anna'])).toBeUndefined();
  });

  it('NVP-3 the answer that is agreed to is the last one, which is named where there were others', () => {
    const said = (answers: number) => ({ answers });
    const replaced = (n: number, replacedBy: number) => refused('replaced-terms', 'NVP-3', { n, replacedBy });
    expect(agreementFault(said(1), undefined)).toBeUndefined();
    expect(agreementFault(said(3), 3)).toBeUndefined();
    expect(agreementFault(said(3), undefined)).toEqual(replaced(2, 3));
    expect(agreementFault(said(3), 1)).toEqual(replaced(1, 3));
    expect(agreementFault(said(3), 4)).toEqual(refused('unknown-terms', 'NVP-3', { n: 4 }));
  });

  it('NVP-3 PRO-10 how the danger is removed is said ten times, that there is none at any time', () => {
    expect(answerFault({ answers: 9 }, null)).toBeUndefined();
    expect(answerFault({ answers: 10 }, null)).toEqual(refused('limit-reached', 'NVP-3', { most: 10 }));
    expect(answerFault({ answers: 10 }, 'There is none.')).toBeUndefined();
  });

  it('NVP-3 NVP-4 GUA-2 a node joins once, as it was asked who is left to judge, and without one who judges', () => {
    const emil = { node: { member: 'emil' }, members: ['emil'] };
    const before = drawn(contested(raised()), 1, ['ben', 'carl', 'gus']);
    expect(joiningFault(before, emil)).toBeUndefined();
    expect(joiningFault(raised(), emil), 'no panel judges yet').toBeUndefined();
    expect(joiningFault(before, { ...emil, known: 1 })).toBeUndefined();
    expect(joiningFault(before, { ...emil, known: 0 })).toEqual(
      refused('changed-since', 'GUA-2', { nodes: 1 }),
    );
    expect(joiningFault(before, { node: { member: 'dora' }, members: ['dora'], known: 0 })).toEqual(
      refused('already-done', 'NVP-4', { act: 'joining', node: 'member/dora' }),
    );
    expect(joiningFault(joined(raised(), 1, 'emil'), emil)?.code).toBe('already-done');
    expect(joiningFault(before, { node: { family: 'dora' }, members: ['fay', 'gus'] })).toEqual(
      refused('not-permitted', 'NVP-3', { allowed: 'who is not on the panel', member: 'gus' }),
    );
  });
});
