/** Figures in words, as a page, and as curves. */
import { describe, expect, it } from 'vitest';
import { type Curve, svgOf } from '../../bench/report/curve.ts';
import { amount, comparisons, digits, type Figure, median, said } from '../../bench/report/figures.ts';
import { pageOf, type Run } from '../../bench/report/page.ts';
import { sections } from '../../bench/report/sections.ts';

const at = (count: number) => ({ count, of: 'connections' });
const figures: readonly Figure[] = [
  { what: 'a bare row', unit: '/s', at: at(1), runs: [4_000], side: 'limit' },
  { what: 'a bare row', unit: '/s', at: at(256), runs: [20_000], side: 'limit' },
  { what: 'ballots', unit: '/s', at: at(1), runs: [400], against: ['a bare row', 'a vote on a chain'] },
  {
    what: 'ballots',
    unit: '/s',
    at: at(256),
    runs: [9_000, 11_000, 10_000],
    against: ['a bare row', 'a vote on a chain', 'what was not measured'],
  },
  { what: 'a vote on a chain', unit: '/s', runs: [2_000], side: 'peer' },
];
const many = figures[3] as Figure;
const curve: Curve = {
  file: 'ballots.svg',
  title: 'Ballots & <others>',
  x: 'connections',
  y: '/s',
  of: ['ballots', 'a bare row', 'a vote on a chain'],
};
const run: Run = {
  day: '2026-11-29',
  minutes: 13.4,
  machine: {
    processors: 2,
    model: 'A | B',
    memory: 24 * 2 ** 30,
    system: 'Linux 6',
    node: '20.20.2',
    load: 0.1,
  },
  results: [{ bench: 'ballots', figures }],
  missing: [],
};

describe('figures', () => {
  it.each([
    [0, '0'],
    [0.0421, '0.042'],
    [0.17, '0.170'],
    [12.345, '12.3'],
    [999.6, '1,000'],
    [12_345.6, '12,346'],
    [1_000_000, '1,000,000'],
  ])('%d reads %s', (value, text) => {
    expect(digits(value)).toBe(text);
  });

  it('have their units', () => {
    expect([amount(500, '/s'), amount(1.5, 's')]).toEqual(['500/s', '1.50 s']);
  });

  it('have the middle run as median, or the mean of the two in the middle', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 10]), median([7]), median([])]).toEqual([2, 3, 7, 0]);
  });

  it('are compared at the same size, with what has no size at every size, and not with what is missing', () => {
    expect(comparisons(many, figures)).toEqual(['0.50 × a bare row', '5.00 × a vote on a chain']);
    expect(said(many, figures)).toBe(
      'ballots, 256 connections: 10,000/s (9,000/s to 11,000/s, 3 runs); 0.50 × a bare row; 5.00 × a vote on a chain',
    );
  });

  it('of another unit are not compared', () => {
    expect(comparisons({ ...many, unit: 'ms' }, figures)).toEqual([]);
  });
});

describe('the page', () => {
  it('has day, machine, figures with their spread and comparisons, and the curves that were drawn', () => {
    const page = pageOf(run, sections, new Set(['ballots.svg']));
    expect(page).toContain('Measured on 2026-11-29 in 13 minutes: 2 processors (A | B), 24 GiB of memory');
    expect(page).toContain('Nothing else ran.');
    expect(page).toContain('| connections | 1 | 256 |');
    expect(page).toContain('| limit: a bare row | 4,000/s | 20,000/s |');
    expect(page).toContain('| ballots | 400/s | 10,000/s (9,000 to 11,000) |');
    expect(page).toContain('| ↳ compared with a bare row | 0.10 × | 0.50 × |');
    expect(page).not.toContain('compared with what was not measured');
    expect(page).toContain('| What | Median | Spread | Compared with |');
    expect(page).toContain('| peer: a vote on a chain | 2,000/s | one run |  |');
    expect(page).toContain('![Ballots a second](images/ballots.svg)');
    expect(page).not.toContain('images/ballots-wait.svg');
    expect(page).not.toContain('## Ledger');
    expect(page).not.toContain('Not measured');
  });

  it('names the size of what was measured at one size alone, and keeps the columns of a table apart', () => {
    const single: readonly Figure[] = [
      { what: 'a | b', unit: 'ms', at: { count: 1, of: 'deadlines' }, runs: [2, 4] },
    ];
    const page = pageOf({ ...run, results: [{ bench: 'ledger', figures: single }] }, sections, new Set());
    expect(page).toContain('| a \\| b, 1 deadline | 3 ms | 2 ms to 4 ms, 2 runs |  |');
  });

  it('says where the machine was not quiet, and what was not measured', () => {
    const page = pageOf(
      {
        ...run,
        machine: { ...run.machine, load: 3.21 },
        missing: ['a vote of 1,000: not done within 120 s'],
      },
      sections,
      new Set(),
    );
    expect(page).toContain('**The machine was not quiet**: before the first bench 3.2 processes ran');
    expect(page).toContain('- a vote of 1,000: not done within 120 s');
  });

  it('draws every curve in a file of its own, in a section that has its figures', () => {
    const files = sections.flatMap(({ curves }) => curves.map(({ file }) => file));
    expect(new Set(files).size).toBe(files.length);
    for (const { curves, benches } of sections) expect(curves.length === 0 || benches.length > 0).toBe(true);
  });
});

describe('a curve', () => {
  const svg = svgOf(curve, figures) ?? '';

  it('is well-formed, with its words escaped', () => {
    const open: string[] = [];
    for (const [, closes, name, alone] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g))
      if (closes === '/') expect(open.pop()).toBe(name);
      else if (alone !== '/') open.push(name ?? '');
    expect(open).toEqual([]);
    expect(svg).toContain('<title>Ballots &amp; &lt;others&gt;</title>');
  });

  it('has a line and its name for each figure, a level one for what has no size, dashed but for the project’s own', () => {
    const lines = [...svg.matchAll(/<path d="M([^"]+)" fill="none"[^>]*>/g)];
    expect(lines.length).toBe(3);
    expect(lines.map(([line]) => line.includes('dasharray'))).toEqual([false, true, true]);
    const [, level = ''] = lines[2] ?? [];
    const heights = level.split('L').map((point) => point.split(' ')[1]);
    expect(heights.length).toBe(2);
    expect(heights[0]).toBe(heights[1]);
    for (const name of curve.of) expect(svg).toContain(`>${name}</text>`);
  });

  it('stands higher where the figure is larger, on both kinds of axis', () => {
    for (const steps of [true, false]) {
      const [, path = ''] =
        /<path d="M([^"]+)" fill="none"/.exec(svgOf({ ...curve, steps }, figures) ?? '') ?? [];
      const [one = 0, other = 0] = path.split('L').map((point) => Number(point.split(' ')[1]));
      expect(one).toBeGreaterThan(other);
    }
  });

  it('can be read on dark: it has a ground of its own, and colours for it', () => {
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).toContain('class="ground"');
  });

  it('is not drawn of a single size, nor of nothing', () => {
    expect(svgOf(curve, figures.slice(0, 1))).toBeUndefined();
    expect(svgOf(curve, [])).toBeUndefined();
  });

  it('holds no value that is no number', () => {
    const flat = figures.map((figure) => ({ ...figure, runs: [5] }));
    for (const steps of [true, false]) expect(svgOf({ ...curve, steps }, flat)).not.toMatch(/NaN|Infinity/);
    expect(
      svgOf(
        curve,
        figures.map((figure) => ({ ...figure, runs: [0] })),
      ),
    ).toBeUndefined();
  });
});
