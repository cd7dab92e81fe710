/** An amendment held against the council: its pace, and how many of it would still decide (CHA-2, AMD-1). */
import { describe, expect, it } from 'vitest';
import { amendingFault, maturityChange, signingBegins } from '../../charter/change/amending.ts';
import type { Action } from '../../rules/model.ts';
import { document, replace, since } from './amendments.ts';

const amend = (...patch: unknown[]): Action => ({ type: 'charter.amend', patch });
const faults = (
  patch: unknown[],
  council: Parameters<typeof amendingFault>[3],
  category = 'constitutional',
) => amendingFault(document, category, amend(...patch), council);

describe('the windows that an amendment makes', () => {
  const shorter = replace('/drafts/lapse', '1h');

  it('CHA-2 have a second at the pace of the council, exactly', () => {
    expect(faults([shorter], { pace: 3600 })).toBeUndefined();
    expect(faults([shorter], { pace: 3601 })).toEqual({
      code: 'invalid-amendment',
      rule: 'CHA-2',
      facts: {
        count: 1,
        faults: [
          {
            path: '/drafts/lapse',
            rule: 'CHA-2',
            message: 'is shorter than a second at the pace of the council',
            facts: { milliseconds: 3_600_000, pace: 3601 },
          },
        ],
      },
    });
  });

  it('CHA-2 are named all at once', () => {
    const both = [shorter, replace('/emergency/repeat', '2h')];
    expect(faults(both, { pace: 10_000 })).toMatchObject({
      facts: { faults: [{ path: '/drafts/lapse' }, { path: '/emergency/repeat' }] },
    });
  });
});

describe('an amendment of maturity', () => {
  const older = replace('/maturity/council/age', 60);

  it('CHA-2 MEM-1 leaves half of the council to decide, at least', () => {
    const held = (today: number, remaining: number) =>
      faults([older], { pace: 1, mature: { today, remaining } }, 'core-principles');
    expect(held(8, 4)).toBeUndefined();
    expect(held(7, 4)).toBeUndefined();
    expect(held(0, 0)).toBeUndefined();
    expect(held(7, 3)).toEqual({
      code: 'invalid-amendment',
      rule: 'CHA-2',
      facts: {
        count: 1,
        faults: [
          {
            path: '/maturity',
            rule: 'CHA-2',
            message: 'leaves fewer than half of the council to decide',
            facts: { today: 7, remaining: 3 },
          },
        ],
      },
    });
  });

  it('CHA-2 MEM-1 is one that changes who is mature, whatever else it changes', () => {
    const { maturity } = document;
    expect(maturityChange(document, amend(older))).toEqual({
      before: maturity,
      after: { ...maturity, council: { ...maturity.council, age: 60 } },
    });
    expect(maturityChange(document, amend(replace('/name', 'Moot')))).toBeUndefined();
    expect(maturityChange(document, amend(replace('/maturity/council/age', -1)))).toBeUndefined();
    expect(maturityChange(document, { type: 'none' })).toBeUndefined();
    expect(maturityChange(since({ '/maturity/council/age': 60 }), amend(older))).toBeUndefined();
  });
});

describe('an amendment after which ballots are signed', () => {
  const signed = replace('/signatures', 'ballots');

  it('CHA-2 AUT-1 is one from a charter under which they were not, and no other', () => {
    expect(signingBegins(document, amend(signed))).toEqual(document.maturity);
    expect(
      signingBegins({ ...document, signatures: 'ballots' }, amend(replace('/keys/notice', '1 week'))),
    ).toBeUndefined();
    expect(signingBegins(document, amend(replace('/keys/notice', '1 week')))).toBeUndefined();
    expect(signingBegins(document, { type: 'none' })).toBeUndefined();
  });

  it('CHA-2 AUT-1 leaves half of the council with a key, at least', () => {
    const held = (today: number, remaining: number) =>
      faults([signed], { pace: 1, signing: { today, remaining } });
    expect(held(8, 4)).toBeUndefined();
    expect(held(7, 3)).toMatchObject({
      code: 'invalid-amendment',
      facts: {
        faults: [
          {
            path: '/signatures',
            rule: 'CHA-2',
            message: 'leaves fewer than half of the council to decide: the others have no key to sign with',
            facts: { today: 7, remaining: 3 },
          },
        ],
      },
    });
  });
});
