/** Which acts are signed where the charter has all of them signed, and which entry tells of each, in which words (AUT-1). */
import { describe, expect, it } from 'vitest';
import type { EntryTable } from '../../rules/entries.ts';
import { type KindName, kindNames, kinds } from '../../rules/kinds.ts';
import { actTold, isSignedAct, tellingOfActs } from '../../rules/signed-acts.ts';

/** What is answered in a poll is signed as an answer; of a draft, a statement and a retry nothing is. */
const unsigned: { readonly [Name in KindName]?: readonly string[] } = {
  proposal: ['edit', 'submission', 'statements', 'preferences', 'position', 'ballot', 'retry'],
  emergency: ['polls/override/ballot', 'polls/ratification/ballot', 'retry'],
  conflict: ['preferences', 'ballot'],
};

describe.each(kindNames)('acts in a process of the kind %s', (name) => {
  const { permissions } = kinds[name];
  const entries: EntryTable = kinds[name].entries;
  const table = () => Object.entries(tellingOfActs(name));

  it('AUT-1 are signed, but what is answered in polls, and a draft', () => {
    const acts = Object.keys(permissions);
    expect(acts.filter((act) => !isSignedAct(name, act))).toEqual(unsigned[name] ?? []);
    expect(isSignedAct(name, 'nothing')).toBe(false);
    for (const act of kinds[name].signed.declared) expect(acts).toContain(act);
  });

  it('AUT-1 are told by entries that there are, and that name who did it', () => {
    for (const [kind, { acts, by }] of table()) {
      expect(acts).not.toEqual([]);
      for (const act of acts) expect(permissions).toHaveProperty([act]);
      const shape = entries[kind];
      if (shape?.open !== true) expect(shape?.facts).toHaveProperty(by);
      const told = actTold(name, { kind, facts: { [by]: 'dora', outcome: 'withdrawn' } });
      expect(told).toMatchObject({ acts, member: 'dora' });
    }
  });

  it('AUT-1 that nobody did are told of nobody', () => {
    for (const [kind, { by }] of table())
      for (const nobody of [{ [by]: null }, {}])
        expect(actTold(name, { kind, facts: { outcome: 'withdrawn', ...nobody } })).toBeUndefined();
    for (const kind of ['continuation-of', 'constructor', 'nothing'])
      expect(actTold(name, { kind, facts: { by: 'dora' } })).toBeUndefined();
  });
});

/** Whether a member of what was signed says what the entry tells. */
const says = (name: KindName, kind: string, member: string, said: unknown, facts: object): boolean =>
  tellingOfActs(name)[kind]!.says![member]!(said, { ...facts });

describe('an ending', () => {
  it('AUT-1 PRO-9 of a proposal is its author’s act where it was withdrawn, and nobody’s else', () => {
    const ended = (outcome: string) => actTold('proposal', { kind: 'ended', facts: { outcome, by: 'carl' } });
    expect(ended('withdrawn')).toMatchObject({ acts: ['withdrawal'], member: 'carl' });
    expect(ended('rejected')).toBeUndefined();
  });

  it('AUT-1 APP-2 of an appeal is the guardian’s ruling, but neither their silence nor an interruption', () => {
    const ended = (facts: object) =>
      actTold('appeal', { kind: 'ended', facts: { guardian: 'anna', ...facts } });
    expect(ended({ outcome: 'upheld' })).toMatchObject({ acts: ['ruling'], member: 'anna' });
    expect(ended({ outcome: 'upheld', silent: false })).toMatchObject({ member: 'anna' });
    expect(ended({ outcome: 'upheld', silent: true })).toBeUndefined();
    expect(ended({ outcome: 'interrupted' })).toBeUndefined();
    const ruled = (ruling: string) => says('appeal', 'ended', 'ruling', ruling, { outcome: 'overturned' });
    expect([ruled('overturn'), ruled('uphold'), ruled('remand')]).toEqual([true, false, false]);
  });
});

describe('what was signed in other words than are told', () => {
  it.each(['objected', 'vetoed'])(
    'AUT-1 VET-1 VET-2 of a matter that was %s is one of those raised',
    (kind) => {
      const facts = { matter: 'rights.speech', reason: 'It is mine.' };
      const matter = (said: unknown, told: object = facts) => says('proposal', kind, 'matter', said, told);
      expect([matter('rights.speech'), matter('speech')]).toEqual([true, true]);
      expect([matter('rights'), matter('eech'), matter(undefined, { matter: 7 })]).toEqual([
        ...[false, false, false],
      ]);
      const principle = (said: unknown) => says('proposal', kind, 'principle', said, facts);
      expect([principle('rights.speech'), principle('speech')]).toEqual([true, false]);
      const matters = (...said: readonly object[]) => says('proposal', kind, 'matters', said, facts);
      expect(matters({ matter: 'time', reason: 'No.' }, { matter: 'speech', reason: 'It is mine.' })).toBe(
        true,
      );
      expect(matters({ matter: 'speech', reason: 'No.' }, { matter: 'time', reason: 'It is mine.' })).toBe(
        false,
      );
      expect(says('proposal', kind, 'matters', 'speech', facts)).toBe(false);
    },
  );

  it('AUT-1 VET-2 of contested vetoes are all of them, or those by their numbers', () => {
    const vetoes = (said: unknown, told: unknown = [1, 3]) =>
      says('proposal', 'contested', 'vetoes', said, { vetoes: told });
    expect([vetoes('all'), vetoes([3, 1]), vetoes([1, 2, 3])]).toEqual([true, true, true]);
    expect([vetoes([1]), vetoes('some'), vetoes([1, 3], 'all'), vetoes({ 0: 1 })]).toEqual([
      ...[false, false, false, false],
    ]);
  });

  it('AUT-1 MEM-7 of a founder is yes where they accepted and no where they declined', () => {
    const accept = (kind: string) => [true, false].map((said) => says('family', kind, 'accept', said, {}));
    expect([accept('accepted'), accept('declined')]).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('AUT-1 MND-2 MND-4 RST-3 are the numbers of obligations, terms and plans, and when a circle was held', () => {
    for (const kind of ['chosen', 'done', 'receiver-answered', 'verified', 'released']) {
      expect(says('repair', kind, 'n', 2, { obligation: 2, n: 1 })).toBe(true);
      expect(says('repair', kind, 'n', 1, { obligation: 2, n: 1 })).toBe(false);
    }
    expect([1, 2].map((said) => says('repair', 'terms-answered', 'terms', said, { n: 2 }))).toEqual([
      ...[false, true],
    ]);
    expect([1, 2].map((said) => says('restorative', 'plan-accepted', 'plan', said, { n: 2 }))).toEqual([
      ...[false, true],
    ]);
    const at = (said: string) => says('restorative', 'circle-held', 'at', said, { held: 'noon' });
    expect([at('noon'), at('one')]).toEqual([true, false]);
  });

  it('AUT-1 ALM-3 of an alarm are the observations that it names, in their order, and none of one’s own word', () => {
    const sources = [{ observation: { id: 'one' } }, { observation: null }, { observation: { id: 'two' } }];
    const named = (said: unknown, told: readonly object[] = sources) =>
      says('alarm', 'corroborated', 'observations', said, { sources: told });
    expect(named(['one', 'two'])).toBe(true);
    expect(named([], [{ observation: null }])).toBe(true);
    for (const other of [['one'], ['two', 'one'], ['one', 'two', 'three'], [], 'one,two', undefined])
      expect(named(other)).toBe(false);
    expect(says('alarm', 'corroborated', 'status', 'Actual', { sources })).toBe(true);
  });

  it('AUT-1 PRO-6 of an amendment stands in the version that it put in force', () => {
    const texts = Object.entries(tellingOfActs('proposal')).filter(([, { text }]) => text === true);
    expect(texts.map(([kind]) => kind)).toEqual(['amended', 'corrected', 'amendment-put']);
  });
});
