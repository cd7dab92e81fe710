/** Consensus at a round's end: quorum, blocks, and who agrees (CON-2 to CON-4). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { judgedBy } from '../../rules/polls/adoption.ts';
import { consensus, type PositionCount } from '../../rules/polls/consensus.ts';
import { category, charter, fourFifths, moreThanHalf, threshold, unanimous } from './charter.ts';

/** Positions in the order agree, with reservations, stand-aside, block. */
const positions = (agree: number, reservations = 0, aside = 0, block = 0): PositionCount => ({
  agree,
  'agree-with-reservations': reservations,
  'stand-aside': aside,
  block,
});
const minusOne = charter({ discussion: { ...charter().discussion, consensus: { minus: 1 } } });
const judge = (counts: PositionCount, of = category(), rules = charter(), electorate = 20) =>
  consensus(counts, electorate, of, rules);

describe('consensus', () => {
  it('CON-3 stands with a quorum of positions, no block, and the threshold agreeing', () => {
    expect(judge(positions(8, 2, 5))).toEqual({
      reached: true,
      quorate: true,
      blocks: 0,
      blocksBorne: 0,
      agreeing: 10,
      positions: 15,
      threshold: { num: 2, den: 3, strict: false, unanimous: false, met: true },
    });
  });

  it('CON-3 needs positions from a quorum of the electorate', () => {
    expect(judge(positions(15))).toMatchObject({ reached: true, quorate: true });
    expect(judge(positions(14))).toMatchObject({ reached: false, quorate: false });
  });

  it('CON-3 takes the threshold of all positions, those who stand aside among them', () => {
    expect(judge(positions(12, 0, 6))).toMatchObject({ reached: true });
    expect(judge(positions(11, 0, 6))).toMatchObject({ reached: false, quorate: true });
  });

  it('CON-3 takes it of the positions even where votes take it of the electorate', () => {
    const ofElectorate = category({ threshold: threshold(2, 3, { of: 'electorate' }) });
    expect(judge(positions(10, 0, 5), ofElectorate)).toMatchObject({ reached: true });
    expect(judge(positions(9, 0, 6), ofElectorate)).toMatchObject({ reached: false });
  });

  it('CON-3 asks for so many who agree where votes ask for so many for, and bears so many blocks', () => {
    const twelve = category({ threshold: threshold(2, 3, { least: 12, of: 'seats', seats: 20 }) });
    expect(judge(positions(11, 0, 4), twelve)).toMatchObject({ reached: false, quorate: true });
    expect(judge(positions(12, 0, 4), twelve)).toMatchObject({
      reached: true,
      threshold: { num: 2, den: 3, strict: false, unanimous: false, least: 12, met: true },
    });
    const unblocked = category({ threshold: threshold(2, 3, { most: 0 }) });
    expect(judge(positions(19, 0, 0, 1), unblocked, minusOne)).toMatchObject({
      reached: false,
      blocksBorne: 1,
    });
    expect(judge(positions(19, 0, 0, 1), category(), minusOne)).toMatchObject({ reached: true });
  });

  it('CON-3 counts a quorum of votes for in those who agree, and of decisive ones without who stands aside', () => {
    const quorum = (of: 'decisive' | 'for') => category({ quorum: { num: 1, den: 2, of } });
    expect(judge(positions(9, 0, 3, 1), quorum('for'))).toMatchObject({ quorate: false });
    expect(judge(positions(10, 0, 3, 1), quorum('for'))).toMatchObject({ quorate: true });
    expect(judge(positions(8, 0, 9, 1), quorum('decisive'))).toMatchObject({ quorate: false });
    expect(judge(positions(8, 0, 9, 2), quorum('decisive'))).toMatchObject({ quorate: true });
  });

  it('CON-3 keeps a strict threshold strict', () => {
    const operations = category({ threshold: moreThanHalf });
    expect(judge(positions(8, 0, 8), operations)).toMatchObject({ reached: false });
    expect(judge(positions(8, 1, 8), operations)).toMatchObject({ reached: true });
  });

  it('CON-3 falls with one block, however many agree', () => {
    expect(judge(positions(19, 0, 0, 1))).toMatchObject({
      reached: false,
      blocks: 1,
      threshold: { met: true },
    });
  });

  it('CON-3 is never made of no position at all', () => {
    expect(judge(positions(0), category({ quorum: null }))).toMatchObject({ reached: false, quorate: true });
    expect(judge(positions(1), category({ quorum: null }))).toMatchObject({ reached: true });
  });

  it('CON-3 in a unanimous category takes everyone who has a position', () => {
    const unanimousCategory = category({ threshold: unanimous });
    expect(judge(positions(10, 5), unanimousCategory)).toMatchObject({ reached: true });
    expect(judge(positions(14, 5, 1), unanimousCategory)).toMatchObject({ reached: false });
    expect(judge(positions(0), category({ threshold: unanimous, quorum: null }))).toMatchObject({
      reached: false,
    });
  });

  it('TIE-1 of an author who decides alone is their own agreement', () => {
    const personal = category({ tier: 1, threshold: null, quorum: null });
    expect(judge(positions(1), personal, charter(), 1)).toMatchObject({
      reached: true,
      threshold: { num: 1, den: 1, strict: false, unanimous: true, met: true },
    });
    expect(judge(positions(0, 0, 1), personal, charter(), 1)).toMatchObject({ reached: false });
  });
});

describe('consensus-minus-one', () => {
  it('CON-3 bears one block and not two', () => {
    expect(judge(positions(14, 0, 0, 1), category(), minusOne)).toMatchObject({
      reached: true,
      blocksBorne: 1,
    });
    expect(judge(positions(18, 0, 0, 2), category(), minusOne)).toMatchObject({ reached: false });
  });

  it('CON-3 still needs the threshold of all positions, the block among them', () => {
    expect(judge(positions(10, 0, 4, 1), category(), minusOne)).toMatchObject({ reached: true });
    expect(judge(positions(10, 0, 5, 1), category(), minusOne)).toMatchObject({ reached: false });
  });

  it.each([
    ['4/5', fourFifths, 0],
    ['8/10', threshold(8, 10), 0],
    ['more than 4/5', threshold(4, 5, { strict: true }), 0],
    ['9/10', threshold(9, 10), 0],
    ['just under 4/5', threshold(799_999_999, 1_000_000_000), 1],
    ['3/4', threshold(3, 4), 1],
    ['unanimity', unanimous, 0],
    ['unanimity written with a low share', threshold(1, 2, { unanimous: true }), 0],
  ])('CON-3 at a threshold of %s bears the blocks it may', (_, asked, borne) => {
    const judged = judge(positions(19, 0, 0, 1), category({ threshold: asked }), minusOne);
    expect(judged).toMatchObject({ blocksBorne: borne, reached: borne === 1 });
  });
});

describe('every round', () => {
  const counts = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(2));
  const anyCategory = fc
    .constantFrom(moreThanHalf, threshold(2, 3), fourFifths, unanimous)
    .map((asked) => category({ threshold: asked }));

  it.prop([counts, anyCategory, fc.constantFrom(charter(), minusOne)])(
    'CON-3 whoever comes to agree undoes no consensus',
    ([agree, reservations, aside, block], of, rules) => {
      const electorate = agree + reservations + aside + block + 1;
      const before = judge(positions(agree, reservations, aside, block), of, rules, electorate);
      if (!before.reached) return;
      const after = [
        positions(agree + 1, reservations, aside, block),
        ...(aside > 0 ? [positions(agree + 1, reservations, aside - 1, block)] : []),
        ...(block > 0 ? [positions(agree, reservations + 1, aside, block - 1)] : []),
      ];
      for (const next of after) expect(judge(next, of, rules, electorate).reached).toBe(true);
    },
  );
});

describe('what a category may ask for instead', () => {
  const anyPositions = fc
    .tuple(fc.nat(6), fc.nat(6), fc.nat(6), fc.nat(2))
    .map(([agree, reservations, aside, block]) => positions(agree, reservations, aside, block));
  const by = (way: 'consent' | 'lazy', counts: PositionCount, of = category(), rules = charter()) =>
    consensus(counts, 20, of, rules, { by: way });

  it('CON-3 consent is a quorum of positions, one that agrees, and no block', () => {
    expect(by('consent', positions(1, 0, 14))).toMatchObject({ reached: true, by: 'consent' });
    expect(by('consent', positions(1, 0, 13))).toMatchObject({ reached: false, quorate: false });
    expect(by('consent', positions(0, 0, 15))).toMatchObject({ reached: false, quorate: true });
    expect(by('consent', positions(0, 1, 14))).toMatchObject({ reached: true });
    expect(by('consent', positions(19, 0, 0, 1), category(), minusOne)).toMatchObject({ reached: false });
  });

  it('CON-3 lazily it is that nobody blocks', () => {
    expect(by('lazy', positions(0))).toMatchObject({ reached: true, quorate: false, by: 'lazy' });
    expect(by('lazy', positions(19, 0, 0, 1), category(), minusOne)).toMatchObject({
      reached: false,
      blocksBorne: 0,
    });
  });

  it.prop([anyPositions, fc.constantFrom('consent' as const, 'lazy' as const)])(
    'VOT-4 one more who agrees undoes neither, and whoever blocks does',
    (counts, way) => {
      if (!by(way, counts).reached) return;
      expect(by(way, { ...counts, agree: counts.agree + 1 }).reached).toBe(true);
      expect(by(way, { ...counts, block: 1 }).reached).toBe(false);
    },
  );

  it('CON-3 consent is asked for as the rounds end, also those of the deadlock path; silence before them', () => {
    const asked = (adopts: 'consent' | 'lazy', rules = charter()) =>
      [1, 2, 3, 4, 5].map((round) => judgedBy(round, { adopts }, rules) ?? 'consensus');
    expect(asked('consent')).toEqual(['consensus', 'consensus', 'consent', 'consent', 'consensus']);
    expect(asked('consent', charter({ deadlock: null }))[3]).toBe('consensus');
    expect(asked('lazy')).toEqual(['lazy', 'consensus', 'consensus', 'consensus', 'consensus']);
  });
});
