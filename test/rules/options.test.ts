/** What electors rank (PRO-4, CON-1). */
import { describe, expect, it } from 'vitest';
import {
  alternativesAllowed,
  optionsOf,
  statusQuo,
  usualAlternatives,
} from '../../rules/proposal/options.ts';

it('PRO-2 a proposal names as many alternatives as the charter says, or else as usual', () => {
  expect(alternativesAllowed({ alternatives: { least: 1, most: 3 } })).toBe(3);
  expect(alternativesAllowed({ alternatives: { least: 1 } })).toBe(usualAlternatives);
});

describe('the options of a text', () => {
  const alternatives = [
    { title: 'A monthly copy', text: 'To tape.' },
    { title: 'A weekly copy', text: 'To disk.' },
  ];

  it('PRO-4 CON-1 are the proposal, its alternatives in their order, and the status quo', () => {
    expect(optionsOf({ title: 'A second mirror', alternatives })).toEqual([
      { id: 'proposal', kind: 'proposal', title: 'A second mirror' },
      { id: 'alternative-1', kind: 'alternative', title: 'A monthly copy' },
      { id: 'alternative-2', kind: 'alternative', title: 'A weekly copy' },
      { id: 'status-quo', kind: 'status-quo', title: 'The status quo' },
    ]);
    expect(statusQuo).toBe('status-quo');
  });

  it('PRO-4 PRO-1 of a draft without words are the proposal, as yet without a title, and the status quo', () => {
    expect(optionsOf({ title: null, alternatives: [] }).map(({ id, title }) => [id, title])).toEqual([
      ['proposal', ''],
      ['status-quo', 'The status quo'],
    ]);
  });
});
