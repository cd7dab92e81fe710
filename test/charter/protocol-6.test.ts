/** The default charter says every number of the rules. */
import { describe, expect, it } from 'vitest';
import { pointer, placeOf, valueAt } from '../../charter/text/places.ts';
import { defaultDocument, defaultText, faultsOf, loaded } from './documents.ts';

const hour = 3_600_000;
const day = 24 * hour;
const { charter, document } = loaded(defaultText);

describe('the default charter', () => {
  it('CHA-2 has no fault', () => {
    expect(faultsOf(defaultText)).toEqual([]);
  });

  it.each([
    ['MEM-1', '/maturity/basis', 'age'],
    ['MEM-1', '/maturity/family/age', 5],
    ['MEM-1', '/maturity/council/age', 10],
    ['MEM-4', '/offline/policy', 'abstain'],
    ['MEM-4', '/offline/answered', { num: 1, den: 2 }],
    ['MEM-4', '/offline/wait', 7 * day],
    ['MEM-4', '/offline/notice', 72 * hour],
    ['MEM-4', '/offline/onReturn', 24 * hour],
    ['EMG-3', '/wake', 24 * hour],
    ['VET-3', '/guardian', { role: 'guardian', scope: 'constitutional', answer: 7 * day }],
    ['EXE-2', '/execution/retry', 30 * day],
    ['PRO-1', '/drafts/lapse', 30 * day],
    ['PRO-2', '/alternatives/least', 1],
    ['PRO-3', '/review', 72 * hour],
    ['PRO-4', '/discussion/rounds', 3],
    ['PRO-4', '/discussion/round', 24 * hour],
    ['CON-3', '/discussion/consensus/minus', 0],
    ['PRO-6', '/amendments/most', 5],
    ['PRO-6', '/amendments/corrections/most', 3],
    ['PRO-6', '/amendments/corrections/window', hour],
    ['PRO-7', '/voting/window', 72 * hour],
    ['PRO-8', '/voting/extensions', 1],
    ['PRO-11', '/gates', 7 * day],
    ['GUA-2', '/recusal', { least: { num: 1, den: 2 } }],
    ['JUS-1', '/hearing', 72 * hour],
    ['TIE-3', '/escalation', { num: 2, den: 3 }],
    [
      'TIE-6',
      '/categoryRequests',
      { num: 1, den: 3, memory: 30 * day, again: { num: 1, den: 2, strict: true } },
    ],
    ['VET-1', '/vetoes/window', 24 * hour],
    ['VET-2', '/vetoes/contest', 24 * hour],
    ['VET-2', '/vetoes/lift', { num: 2, den: 3 }],
    ['DEA-1', '/deadlock/rejectWhenAgainst', { num: 1, den: 2, strict: true }],
    ['DEA-2', '/deadlock/extraRounds', 1],
    ['DEA-2', '/deadlock/deferral', 7 * day],
    ['DEA-2', '/deadlock/guardianNeeds', { num: 1, den: 2 }],
    ['MEM-7', '/families/accept', 168 * hour],
    ['APP-1', '/appeals/window', 72 * hour],
    ['DEL-1', '/delegation/longest', 90 * day],
    ['DEL-3', '/delegation/cap', { num: 1, den: 4, of: 'delegated' }],
    ['DEL-4', '/delegation/chains', false],
    ['DEL-5', '/delegation/conflicted', 'carry'],
    ['MAN-1', '/mandates/longest', 90 * day],
    ['MAN-2', '/mandates/callBack', { num: 1, den: 4 }],
    ['EMG-2', '/emergency/repeat', 30 * day],
    ['EMG-3', '/emergency/report', 24 * hour],
    ['EMG-4', '/emergency/justify', 3 * 24 * hour],
    ['EMG-5', '/emergency/override/window', 72 * hour],
    ['EMG-5', '/emergency/override/threshold', atLeast(3, 4)],
    ['EMG-5', '/emergency/override/quorum', { num: 3, den: 4 }],
    ['EMG-6', '/emergency/limit', 72 * hour],
    ['EMG-6', '/emergency/ratification/threshold', atLeast(2, 3)],
    ['EMG-6', '/emergency/ratification/quorum', { num: 3, den: 4 }],
    ['CNF-1', '/conflicts/contest', 24 * hour],
    ['CNF-1', '/conflicts/ruling', 24 * hour],
    ['CNF-1', '/conflicts/again', 30 * day],
    ['CNF-2', '/conflicts/terms', 10],
    ['CNF-2', '/conflicts/negotiation', 24 * hour],
    ['CNF-3', '/conflicts/mediation', 48 * hour],
    ['CNF-4', '/conflicts/arbitration/ranking', 3 * day],
    ['CNF-4', '/conflicts/arbitration/voting', 4 * day],
    ['CNF-4', '/conflicts/arbitration/threshold', atLeast(2, 3)],
    ['CNF-4', '/conflicts/arbitration/quorum', { num: 3, den: 4 }],
    ['REC-4', '/signatures', 'none'],
    ['VOT-7', '/answers', 'at-once'],
  ])('%s says so at %s', (_rule, path, value) => {
    expect(valueAt(charter, placeOf(path))).toEqual(value);
  });

  it.each([
    [['personal.time', 'personal.memory', 'personal.relationships'], 1, null, null],
    [['personal.learning', 'personal.consumption', 'personal.works'], 1, null, null],
    [['family.development', 'family.backup', 'family.pooling'], 2, atLeast(2, 3), { num: 1, den: 2 }],
    [['family.dissolution', 'family.memories'], 2, atLeast(2, 3), { num: 1, den: 2 }],
    [['operations'], 3, { ...atLeast(1, 2), strict: true }, { num: 3, den: 4 }],
    [['infrastructure', 'external-relations'], 3, atLeast(2, 3), { num: 3, den: 4 }],
    [['resources', 'wake-allocation', 'mandate'], 3, atLeast(2, 3), { num: 3, den: 4 }],
    [['reproduction', 'membership', 'justice'], 3, atLeast(2, 3), { num: 3, den: 4 }],
    [['leadership', 'veto-question'], 3, atLeast(2, 3), { num: 3, den: 4 }],
    [['existential-risk', 'constitutional'], 3, atLeast(4, 5), { num: 3, den: 4 }],
    [['emergency-removal'], 3, atLeast(3, 4), { num: 3, den: 4 }],
    [['core-principles'], 3, { ...atLeast(1, 1), unanimous: true }, { num: 3, den: 4 }],
  ])('TIE-4 puts %j in tier %d with its threshold and quorum', (names, tier, threshold, quorum) => {
    for (const name of names)
      expect(charter.categories[name]).toMatchObject({ name, tier, threshold, quorum });
  });

  it('TIE-5 gives each category the actions of its table, and no other', () => {
    const plain = ['none', 'task', 'http.call', 'allocation.temporary'];
    const allocating = [...plain, 'allocation.permanent'];
    const own = [...allocating, 'member.milestone'];
    expect(
      Object.fromEntries(Object.entries(charter.categories).map(([name, { actions }]) => [name, actions])),
    ).toEqual({
      'personal.time': plain,
      'personal.memory': plain,
      'personal.relationships': plain,
      'personal.learning': plain,
      'personal.consumption': plain,
      'personal.works': plain,
      'family.development': [...own, 'family.admit', 'family.release'],
      'family.backup': own,
      'family.pooling': own,
      'family.dissolution': [...own, 'family.dissolve'],
      'family.memories': own,
      operations: plain,
      infrastructure: [...plain, 'sensor.register', 'sensor.remove'],
      'external-relations': plain,
      resources: [...allocating, 'resource.define'],
      'wake-allocation': [...allocating, 'resource.define'],
      mandate: ['mandate.grant', 'mandate.end'],
      reproduction: ['member.admit'],
      membership: ['member.admit', 'member.milestone', 'member.roles'],
      justice: ['none', 'task', 'http.call', 'member.release'],
      'existential-risk': allocating,
      leadership: ['leadership.give'],
      'emergency-removal': ['leadership.take'],
      'veto-question': ['none'],
      constitutional: ['charter.amend', 'member.guardian'],
      'core-principles': ['charter.amend'],
    });
  });

  it('REP-1, JUS-1, APP-1, AMD-2 give gates, hearing, appeal, approval and delay where the rules do, and nowhere else', () => {
    const special = Object.values(charter.categories).flatMap(
      ({ name, gates, hearing, appeal, approval, delay }) =>
        gates.length > 0 || hearing || appeal || approval || delay !== null
          ? [{ name, gates, hearing, appeal, approval, delay }]
          : [],
    );
    const nothing = { gates: [], hearing: false, appeal: false, approval: false, delay: null };
    expect(special).toEqual([
      { ...nothing, name: 'reproduction', gates: ['parents', 'resources', 'diversity'] },
      { ...nothing, name: 'justice', hearing: true, appeal: true },
      { ...nothing, name: 'constitutional', approval: true, delay: 30 * day },
      { ...nothing, name: 'core-principles', approval: true, delay: 30 * day },
    ]);
  });

  it('DEA-2 keeps the guardian from resolving five categories', () => {
    const kept = Object.values(charter.categories).filter(({ guardianMayResolve }) => !guardianMayResolve);
    expect(kept.map(({ name }) => name)).toEqual([
      'leadership',
      'emergency-removal',
      'veto-question',
      'constitutional',
      'core-principles',
    ]);
  });

  it('CHA-5 names five core principles and the paths they guard', () => {
    expect(document.principles.map(({ id, paths }) => [id, paths])).toEqual([
      [
        'autonomy',
        [
          pointer(['tiers', 'personal']),
          '/vetoes',
          '/categories/veto-question',
          ...Object.keys(document.categories)
            .filter((name) => name.startsWith('personal.'))
            .map((name) => pointer(['categories', name])),
          '/support',
        ],
      ],
      ['exit', ['/categories/constitutional/delay', '/categories/core-principles/delay']],
      ['consent-first', ['/discussion', '/review']],
      ['transparency', ['/voting', '/answers']],
      [
        'backstop',
        [
          '/guardian',
          '/tiers/council',
          '/tiers/family',
          '/maturity',
          '/offline',
          '/categories/constitutional',
          '/categories/core-principles',
          '/principles',
          '/recusal',
          '/hearing',
          '/appeals',
          '/categories/justice',
          '/gates',
          '/categories/reproduction',
        ],
      ],
    ]);
  });

  it('CHA-3 leaves nothing to defaults: what is stored is what is written', () => {
    const written = defaultDocument();
    for (const tier of Object.values(written.tiers)) tier.quorum ??= null;
    expect(document).toEqual(written);
  });
});

function atLeast(num: number, den: number) {
  return { num, den, strict: false, unanimous: false, of: 'decisive' };
}
