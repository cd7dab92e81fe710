/** Evidence of very many: its lists as columns of numbers give the same entries, and verify to the same, as arrays of objects (REC-1). */
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { keepTexts } from '../../ledger/bytes/texts.ts';
import { packEntries, sharing } from '../../ledger/parts/entries.ts';
import { entriesOf } from '../../ledger/parts/evidence.ts';
import { decide } from './decision.ts';
import { inColumns, ways } from './ways.ts';

describe('texts', () => {
  test.prop([fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 60 })])(
    'are each kept once, and read as they were',
    (given) => {
      const texts = keepTexts();
      const numbers = given.map((text) => texts.number(text));
      expect(numbers.map((number) => texts.text(number))).toEqual(given);
      expect(new Set(numbers).size).toBe(new Set(given).size);
      expect(given.map((text) => texts.number(text))).toEqual(numbers);
    },
  );

  it('are told apart in thousands, whatever they have in common', () => {
    const texts = keepTexts();
    const given = Array.from({ length: 50_000 }, (_, place) => `elector-${String(place)}`);
    expect(given.map((text) => texts.number(text))).toEqual(given.map((_, place) => place));
    expect(given.map((_, place) => texts.text(place))).toEqual(given);
  });
});

describe('a list in columns', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('\ud800', 'a\udfff', 2 ** 30, 2 ** 30 - 1, -1, 0.5, '', 'ä', {}, null, true),
  );
  const entry = fc.dictionary(fc.constantFrom('at', 'choice', 'decision', 'elector', 'scope'), value);
  test.prop([fc.array(entry, { maxLength: 30 })])('REC-1 has the entries that were put into it', (given) => {
    // As they come out of a document.
    const entries = JSON.parse(JSON.stringify(given)) as typeof given;
    const list = packEntries(sharing(), 5);
    for (const one of entries) list.add(one);
    expect(list.length).toBe(entries.length);
    expect(JSON.stringify([...list])).toBe(JSON.stringify(entries));
    expect([...list.entries()].map(([place]) => place)).toEqual([...entries.keys()]);
    expect(list.at(entries.length)).toBeUndefined();
  });

  it('REC-1 takes entries of which each has another field in a time that grows with their number', () => {
    const packed = (length: number): number => {
      const list = packEntries(sharing(), 1);
      const began = performance.now();
      for (let place = 0; place < length; place += 1) list.add({ [`field${String(place)}`]: 1 });
      return performance.now() - began;
    };
    packed(1_000);
    expect(packed(80_000)).toBeLessThan(80 * packed(2_000) + 500);
  });

  it('REC-1 has nothing of what is no entry of any schema', () => {
    const list = packEntries(sharing(), 1);
    for (const one of [null, 7, 'x', [1], { a: 1, b: 2 }, { a: 1 }]) list.add(one);
    expect([...list]).toEqual([{}, {}, {}, {}, {}, { a: 1 }]);
  });

  it.each(Object.entries(ways))('REC-1 has what the evidence of a decision %s says', (_name, [script]) => {
    const { evidence } = decide(script);
    const { evidence: read } = inColumns(evidence);
    for (const part of ['ballots', 'electorate', 'positions', 'preferences'] as const)
      expect([...(entriesOf(read, part) ?? [])]).toEqual(evidence[part]);
  });
});
