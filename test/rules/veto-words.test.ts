/** What the council's question tells of what was said (VET-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type ContestWords, type RaisedWords, wordsAsked } from '../../rules/proposal/vetoes/words.ts';

const room = 20_000;
const raised = (number: number, reason: string): RaisedWords => ({
  number,
  by: `m${number}`,
  matter: 'personal.time',
  reason,
});
const contest = (vetoes: readonly number[], reason: string): ContestWords => ({ by: 'carl', vetoes, reason });
const note = (told: number, said = told): string =>
  `This is ${told} of ${said}, and what is long is cut: the whole stands in the timeline of the decision that this asks about.`;
/** As many words as make an entry so long. */
const filling = (number: number, length: number): string =>
  'x'.repeat(length - `${number}. m${number} on personal.time: `.length);

describe('what was said of vetoes', () => {
  it('VET-2 is told whole: what was raised, then each contest once, of whatever it is of', () => {
    const words = {
      raised: [raised(1, 'My own.'), raised(2, 'Mine.')],
      contests: [contest([1, 2], 'Ours.')],
    };
    expect(wordsAsked(words, [1, 2])).toBe(
      '1. m1 on personal.time: My own.\n\n2. m2 on personal.time: Mine.\n\ncarl contests 1, 2: Ours.',
    );
  });

  it('VET-2 is told of those alone that are asked about', () => {
    const words = {
      raised: [raised(1, 'Lapsed.'), raised(2, 'Mine.')],
      contests: [contest([1], 'Then.'), contest([1, 2], 'Ours.')],
    };
    expect(wordsAsked(words, [2])).toBe('2. m2 on personal.time: Mine.\n\ncarl contests 2: Ours.');
  });

  it('VET-2 leaves the long what the short do not need, in whichever order they come', () => {
    const [short, long] = [raised(1, filling(1, 9_000)), raised(2, filling(2, 30_000))];
    for (const both of [
      [short, long],
      [long, short],
    ]) {
      const told = wordsAsked({ raised: both, contests: [] }, [1, 2]);
      expect(told).toHaveLength(room);
      expect(told).toContain(`${short.number}. ${short.by} on ${short.matter}: ${short.reason}\n\n`);
    }
  });

  it('VET-2 is whole as long as there is room, to the last character, and cut one beyond', () => {
    const whole = [raised(1, filling(1, 10_000)), raised(2, filling(2, 9_998))];
    expect(wordsAsked({ raised: whole, contests: [] }, [1, 2])).toHaveLength(room);
    const beyond = [raised(1, filling(1, 10_000)), raised(2, filling(2, 9_999))];
    const told = wordsAsked({ raised: beyond, contests: [] }, [1, 2]);
    expect(told.length).toBeLessThanOrEqual(room);
    expect(told.endsWith(`…\n\n${note(2)}`)).toBe(true);
  });

  it('VET-2 cuts the longest, all to the same length: who writes at length takes no room from the others', () => {
    const words = {
      raised: [raised(1, 'x'.repeat(30_000)), raised(2, 'Short.'), raised(3, 'y'.repeat(19_000))],
      contests: [],
    };
    const [first, second, third, last] = wordsAsked(words, [1, 2, 3]).split('\n\n') as [
      string,
      string,
      string,
      string,
    ];
    expect(second).toBe('2. m2 on personal.time: Short.');
    expect(first).toHaveLength(third.length);
    expect([first.at(-1), third.at(-1)]).toEqual(['…', '…']);
    expect(last).toBe(note(3));
  });

  it('VET-2 cuts no character in two', () => {
    for (const before of ['', 'x'])
      expect(wordsAsked({ raised: [raised(1, before + '😀'.repeat(20_000))], contests: [] }, [1])).toMatch(
        new RegExp(`^1\\. m1 on personal\\.time: ${before}(?:😀)+…\n\n`, 'u'),
      );
  });

  it('VET-2 tells five hundred at most, and of how many', () => {
    const so = (many: number) => Array.from({ length: many }, (_, place) => raised(place + 1, ''));
    const told = (many: number) =>
      wordsAsked(
        { raised: so(many), contests: [] },
        so(many).map(({ number }) => number),
      ).split('\n\n');
    expect(told(500)).toHaveLength(500);
    expect(told(501)).toHaveLength(501);
    expect(told(501).at(-1)).toBe(note(500, 501));
    expect(told(501).at(-2)).toBe('500. m500 on personal.time: ');
  });

  const texts = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 400 });
  it.prop([texts, texts])('VET-2 fits, whoever says whatever', (reasons, contested) => {
    const words = {
      raised: reasons.map((length, place) => raised(place + 1, 'x'.repeat(length))),
      contests: contested.map((length, place) => contest([(place % reasons.length) + 1], 'y'.repeat(length))),
    };
    const numbers = words.raised.map(({ number }) => number);
    const told = wordsAsked(words, numbers);
    expect(told.length).toBeLessThanOrEqual(room);
    const all = reasons.length + contested.length;
    const entries = told.split('\n\n');
    const isWhole = entries.at(-1) !== note(Math.min(500, all), all);
    expect(entries).toHaveLength(isWhole ? all : Math.min(500, all) + 1);
  });
});
