/** What the console derives by itself: the way of a category, a conversation, and whose vote would be carried by whom. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import { carriedBy, countingIn, type Delegation } from '../../console/data/delegations.ts';
import { treeRows } from '../../console/data/delegation-tree.ts';
import { noteOf, windowsOf } from '../../console/data/way.ts';
import { type Said, type Statement, threadsOf } from '../../console/pages/decision/thread.ts';
import { standardCharter } from '../support/charter.ts';

/** The default charter with other words in it. */
function charterWith(category: object, otherwise: object = {}): CharterDocument {
  const { document } = standardCharter();
  const { operations, ...categories } = document.categories;
  return {
    ...document,
    ...otherwise,
    categories: { ...categories, operations: { ...operations, ...category } },
  } as CharterDocument;
}

const stagesOf = (charter: CharterDocument, name = 'operations'): string[] =>
  windowsOf(charter, name, 1).map(({ stage, round }) => `${stage}${round ?? ''}`);

it('shows the way of a category as its charter has it (PRO-3, PRO-2, CON-3)', () => {
  const usual = ['review', 'discussion1', 'discussion2', 'discussion3', 'voting', 'execution'];
  expect(stagesOf(charterWith({}))).toEqual(usual);
  expect(stagesOf(charterWith({ endorsers: { count: 2, window: '24h' } }))).toEqual([
    'endorsement',
    ...usual,
  ]);
  // What adopts lazily has one round more in the place of the review; what adopts by consent no vote.
  const lazy = charterWith({ adopts: 'lazy' }, { lazy: { window: '72h' } });
  expect(stagesOf(lazy)).toEqual([...usual.slice(1, 4), 'discussion4', 'voting', 'execution']);
  expect(windowsOf(lazy, 'operations', 1)[0]?.window).toBe(72 * 3_600_000);
  expect(windowsOf(lazy, 'operations', 1)[1]?.window).toBe(24 * 3_600_000);
  expect(stagesOf(charterWith({ adopts: 'consent' }))).not.toContain('voting');
  // A family's proposal is not reviewed.
  expect(stagesOf(charterWith({}), 'family.pooling')).not.toContain('review');
});

it('notes where silence or a missed quorum means something else than everywhere (CON-3, PRO-8, AMD-2)', () => {
  const note = (charter: CharterDocument, stage: string, round?: number) =>
    noteOf(charter, 'operations', { stage, round });
  const lazy = charterWith({ adopts: 'lazy' }, { lazy: { window: '72h' } });
  expect([1, 2].map((round) => note(lazy, 'discussion', round))).toEqual(['lazy', undefined]);
  const consent = charterWith({ adopts: 'consent' });
  expect([2, 3, 4].map((round) => note(consent, 'discussion', round))).toEqual([
    undefined,
    'consent',
    'consent',
  ]);
  const usual = charterWith({});
  expect(note(usual, 'voting')).toBeUndefined();
  expect(note(usual, 'guardian-approval')).toBeUndefined();
  const other = charterWith(
    {},
    {
      voting: { ...usual.voting, extension: { quorum: null } },
      guardian: { ...usual.guardian, silence: 'assent' },
    },
  );
  expect(note(other, 'voting')).toBe('second-meeting');
  expect(note(other, 'guardian-approval')).toBe('assent');
});

/** Statements that answer or correct earlier ones, numbered from 1, as the service lists them. */
const conversations = fc
  .array(fc.tuple(fc.nat(), fc.constantFrom('says', 'replies', 'corrects')), { maxLength: 40 })
  .map((made) => {
    const said: { -readonly [Key in keyof Statement]: Statement[Key] }[] = [];
    made.forEach(([place, how], index) => {
      const number = index + 1;
      const to = said.length === 0 || how === 'says' ? undefined : said[place % said.length];
      const isCorrection = how === 'corrects' && to !== undefined && to.correctedBy === null;
      said.push({
        decision: 'd',
        number,
        member: 'mira',
        stage: 'discussion',
        round: 1,
        version: 1,
        text: String(number),
        replyTo: isCorrection ? to.replyTo : (to?.number ?? null),
        corrects: isCorrection ? to.number : null,
        at: '2026-11-22T09:30:00.000Z',
        correctedBy: null,
      });
      if (isCorrection) to.correctedBy = number;
    });
    return said;
  });

const numbersIn = (threads: readonly Said[]): number[] =>
  threads.flatMap(({ statement, before, replies }) => [
    statement.number,
    ...before.map(({ number }) => number),
    ...numbersIn(replies),
  ]);

const depthOf = (threads: readonly Said[]): number =>
  Math.max(0, ...threads.map(({ replies }) => 1 + depthOf(replies)));

it('shows each statement once, however they answer and correct each other, and never too deep (PRO-4, REC-2)', () => {
  fc.assert(
    fc.property(conversations, (statements) => {
      const threads = threadsOf(statements);
      expect(numbersIn(threads).toSorted((one, other) => one - other)).toEqual(
        statements.map(({ number }) => number),
      );
      expect(depthOf(threads)).toBeLessThanOrEqual(5);
    }),
  );
});

let made = 0;
const delegation = (from: string, to: string, scope: Delegation['scope'] = {}): Delegation => ({
  id: `${from}-${(made += 1)}`,
  from,
  to,
  scope,
  madeAt: new Date(Date.UTC(2026, 10, 22) + made).toISOString(),
  until: '2027-01-01T00:00:00.000Z',
  revokedAt: null,
});

it('counts the narrowest delegation, of the same scope the latest, and whom a vote then ends at (DEL-1, DEL-3, DEL-4)', () => {
  const about = { id: 'd', category: 'operations' };
  const all = [
    delegation('mira', 'jonas', { category: 'operations' }),
    delegation('mira', 'lena'),
    delegation('aria', 'jonas'),
    delegation('aria', 'mira'),
    delegation('opus', 'ct', { category: 'infrastructure' }),
  ];
  const counting = countingIn(all, about);
  expect(counting.map(({ from, to }) => `${from} ${to}`).toSorted()).toEqual(['aria mira', 'mira jonas']);
  expect(countingIn([...all, delegation('mira', 'opus', { proposal: 'd' })], about)).toContainEqual(
    expect.objectContaining({ from: 'mira', to: 'opus' }),
  );
  const cap = { num: 1, den: 4, of: 'delegated' } as const;
  const received = (chains: boolean) =>
    Object.fromEntries(
      carriedBy(counting, { longest: '90 days', conflicted: 'carry', cap, chains } as never).received,
    );
  expect(received(false)).toEqual({ mira: 1, jonas: 1 });
  expect(received(true)).toEqual({ jonas: 2 });
  // A cycle carries nothing; the cap lets everybody carry one.
  const cycle = [delegation('a', 'b'), delegation('b', 'a'), delegation('c', 'd')];
  const carried = carriedBy(cycle, { cap, chains: true } as never);
  expect([...carried.received]).toEqual([['d', 1]]);
  expect(carried.cap).toBe(1);
});

it('lays the tree out in rows, whoever passes a vote on below whom it goes to, and circles too (DEL-1, DEL-4)', () => {
  const all = [
    delegation('mira', 'jonas'),
    delegation('aria', 'mira'),
    delegation('lena', 'jonas'),
    delegation('a', 'b'),
    delegation('b', 'a'),
  ];
  const said = (rows: ReturnType<typeof treeRows>): string[] =>
    rows.map(
      (row) =>
        `${'.'.repeat(row.level)}${row.what === 'carrier' ? `${row.member} ${row.given}` : `< ${row.delegation.from}`}`,
    );
  expect(said(treeRows(all, true, () => true))).toEqual([
    'jonas 2',
    '.< mira',
    '.mira 1',
    '..< aria',
    '.< lena',
    'a 1',
    '.< b',
    '.b 1',
    '..< a',
  ]);
  expect(said(treeRows(all, true, () => false))).toEqual(['jonas 2', 'a 1']);
  // Where votes are not passed on each carrier stands by themselves.
  expect(said(treeRows(all, false, () => false))).toEqual(['jonas 2', 'a 1', 'b 1', 'mira 1']);
});

it('lays out each carrier of a large council once while all is folded, in a moment (DEL-1)', () => {
  const many = Array.from({ length: 50_000 }, (_, place) =>
    delegation(`m${place}`, `m${Math.floor(place / 10) + 50_000}`),
  );
  const rows = treeRows(many, true, () => false);
  expect(rows).toHaveLength(5_000);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(5_000);
});
