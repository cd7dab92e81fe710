/** What a charter leaves unsaid, and what the engine then reads. */
import { describe, expect, it } from 'vitest';
import { amended, defaultDocument, exampleText, loaded } from './documents.ts';

const hour = 3_600_000;
const decisive = { strict: false, unanimous: false, of: 'decisive' };

describe('a category', () => {
  it('TIE-4 takes threshold and quorum from its tier', () => {
    const { charter } = loaded(
      amended({
        '/tiers/council/threshold': { num: 5, den: 8, strict: true, of: 'electorate' },
        '/tiers/council/quorum': { num: 1, den: 7 },
      }),
    );
    expect(charter.categories['resources']).toMatchObject({
      tier: 3,
      tierName: 'council',
      threshold: { num: 5, den: 8, strict: true, unanimous: false, of: 'electorate' },
      quorum: { num: 1, den: 7 },
    });
  });

  it('VOT-1 has a threshold of its own with the tier’s base, unless it names another', () => {
    const { charter } = loaded(
      amended({
        '/tiers/council/threshold': { num: 2, den: 3, strict: true, of: 'participating' },
        '/categories/infrastructure/threshold': { num: 3, den: 5 },
        '/categories/resources/threshold': { num: 3, den: 5, of: 'decisive' },
      }),
    );
    expect(charter.categories['infrastructure']?.threshold).toEqual({
      ...decisive,
      num: 3,
      den: 5,
      of: 'participating',
    });
    expect(charter.categories['resources']?.threshold).toEqual({ ...decisive, num: 3, den: 5 });
    expect(charter.categories['core-principles']?.threshold).toMatchObject({
      unanimous: true,
      of: 'participating',
    });
  });

  it('VOT-1 counts the decisive votes where nobody names a base', () => {
    const { charter } = loaded(amended({ '/tiers/council/threshold': { num: 2, den: 3 } }));
    expect(charter.categories['resources']?.threshold).toEqual({ ...decisive, num: 2, den: 3 });
  });

  it('TIE-4 asks for no quorum where it says null, whatever its tier asks', () => {
    const { charter } = loaded(amended({ '/categories/resources/quorum': null }));
    expect(charter.categories['resources']?.quorum).toBeNull();
    expect(charter.categories['infrastructure']?.quorum).toEqual({ num: 3, den: 4 });
  });

  it('TIE-1 has neither threshold nor quorum where the author alone decides', () => {
    expect(loaded(defaultDocument()).charter.categories['personal.time']).toMatchObject({
      tier: 1,
      threshold: null,
      quorum: null,
    });
  });

  it('DEA-2 is the guardian’s to resolve where there is one and it says nothing else', () => {
    const withGuardian = loaded(defaultDocument()).charter.categories;
    const without = loaded(
      amended({
        '/guardian': null,
        '/categories/constitutional/approval': false,
        '/categories/core-principles/approval': false,
      }),
    ).charter.categories;
    expect(withGuardian['operations']?.guardianMayResolve).toBe(true);
    expect(withGuardian['leadership']?.guardianMayResolve).toBe(false);
    expect(Object.values(without).some(({ guardianMayResolve }) => guardianMayResolve)).toBe(false);
  });

  it('VET-4 waits as long as its delay says, in wakes of the charter too', () => {
    const { charter } = loaded(amended({ '/wake': '20h', '/categories/resources/delay': '3 wakes' }));
    expect(charter.categories['resources']?.delay).toBe(60 * hour);
    expect(charter.categories['operations']?.delay).toBeNull();
    expect(charter.emergency?.justify).toBe(60 * hour);
  });
});

describe('a small charter', () => {
  it('CHA-2 takes eight sections it leaves out from the default charter', () => {
    const full = loaded(defaultDocument()).document;
    const small = loaded(exampleText('php-rfc')).document;
    const { offline, execution, drafts, amendments, gates, hearing, signatures } = full;
    expect(small).toMatchObject({ offline, execution, drafts, amendments, gates, hearing, signatures });
    expect(loaded(amended({ '/alternatives': undefined })).document.alternatives).toEqual(full.alternatives);
    expect(small.alternatives).toEqual({ least: 0 });
  });

  it('CHA-2 has every other part it leaves out switched off', () => {
    const off = [
      'guardian',
      'review',
      'escalation',
      'vetoes',
      'deadlock',
      'appeals',
      'delegation',
      'mandates',
      'emergency',
      'conflicts',
    ];
    const text = exampleText('php-rfc')
      .split('\n')
      .filter((line) => !off.some((section) => line.startsWith(`${section}:`)))
      .join('\n');
    const { charter, hash } = loaded(text);
    expect(off.map((section) => charter[section as 'review'])).toEqual(off.map(() => null));
    expect(hash).toBe(loaded(exampleText('php-rfc')).hash);
  });

  it('TIE-6 has of the requests for another category what it does not say as the default charter has it, and none where it says null', () => {
    const requests = (value: unknown) =>
      loaded(amended({ '/categoryRequests': value })).charter.categoryRequests;
    const { categoryRequests } = loaded(amended({})).charter;
    expect(requests(undefined)).toEqual(categoryRequests);
    expect(requests({ num: 1, den: 4 })).toEqual({ ...categoryRequests, den: 4 });
    expect(requests({ num: 1, den: 3, again: { num: 2, den: 3 } })).toEqual({
      ...categoryRequests,
      again: { num: 2, den: 3, strict: false },
    });
    expect(requests(null)).toBeNull();
  });

  it('EMG-6, DEL-3 have no limit that they leave out', () => {
    const { charter } = loaded(amended({ '/emergency/limit': undefined, '/delegation/cap': undefined }));
    expect(charter.emergency?.limit).toBeNull();
    expect(charter.delegation?.cap).toBeNull();
  });

  it('CHA-3 is stored whole, and loads again as it was', () => {
    const first = loaded(exampleText('debian-gr'));
    expect(loaded(JSON.parse(JSON.stringify(first.document)))).toEqual(first);
  });
});
