/** The electorate that PostgreSQL fills by one statement is the one that the rules describe, member by member. */
import { fc, test } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { isElector } from '../../rules/polls/electorate.ts';
import type { Member } from '../../rules/model.ts';
import { type Absence, countedStatus } from '../../rules/council/offline.ts';
import { electorateSize } from '../../store/ballots/electorates.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { comeBack, setStatus } from '../../store/council/status.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { person } from '../support/people.ts';
import { defaultCharter } from '../support/polls.ts';

/** Births around every boundary: leap days, the last millisecond of a year, both sides of an anniversary. */
const births = [
  '2016-02-29T00:00:00.000Z',
  '2016-02-29T23:59:59.999Z',
  '2016-02-28T12:00:00.000Z',
  '2016-03-01T00:00:00.000Z',
  '2015-12-31T23:59:59.999Z',
  '2021-06-15T08:30:00.000Z',
  '1980-01-01T00:00:00.000Z',
];

/** Said at one of these, counted from the other, and lifted at the third. */
const said = '2026-02-25T00:00:00.000Z';
const counted = '2026-02-28T00:00:00.000Z';
const lifted = '2026-03-01T00:00:00.000Z';
const imported = '2026-01-01T00:00:00.000Z';

/** Of every third member who is active at first the registrar says that they are offline, and every sixth acts later. */
const absencesOf = ({ status }: Member, index: number): readonly Absence[] => {
  if (status === 'offline') return [{ from: imported, until: null }];
  if (status === 'departed' || index % 3 !== 0) return [];
  return [{ from: counted, until: index % 6 === 0 ? lifted : null }];
};

const member = (index: number): Member =>
  person(`m-${String(index)}`, {
    bornAt: births[index % births.length] as string,
    status: (['active', 'offline', 'departed'] as const)[Math.floor(index / 7) % 3] as Member['status'],
    family: index % 2 === 0 ? 'oak' : null,
    milestones: index % 5 === 0 ? ['council'] : [],
  });

describe('MEM-1 MEM-3 MEM-4 the electorate in SQL', () => {
  let database: TestDatabase;
  const members = Array.from({ length: 105 }, (_, index) => member(index));
  beforeAll(async () => {
    database = await createDatabase();
    await importMembers(database.db, {
      families: [{ id: 'oak', name: 'Oak' }],
      members,
      by: null,
      at: imported,
    });
    for (const [index, { id, status }] of members.entries()) {
      if (status !== 'active' || index % 3 !== 0) continue;
      const by = 'registrar';
      const offline = { notice: Date.parse(counted) - Date.parse(said) };
      await setStatus(database.db, () => Promise.resolve(said), {
        id,
        by,
        status: 'offline',
        offline,
        wake: 86_400_000,
      });
      if (index % 6 === 0) await comeBack(database.db, () => Promise.resolve(lifted), id);
    }
  });
  afterAll(() => database.drop());

  test.prop(
    {
      basis: fc.constantFrom('age' as const, 'milestone' as const, 'either' as const),
      policy: fc.constantFrom('abstain' as const, 'exclude' as const, 'wait' as const),
      family: fc.constantFrom('oak', null),
      excluded: fc.uniqueArray(fc.constantFrom('m-6', 'm-13', 'm-20'), { maxLength: 3 }),
      at: fc.oneof(
        fc.constantFrom(
          '2026-02-28T00:00:00.000Z',
          '2026-02-27T23:59:59.999Z',
          '2026-02-28T23:59:59.999Z',
          '2026-03-01T00:00:00.000Z',
          '2025-12-31T23:59:59.999Z',
          '2025-12-31T23:59:59.998Z',
          '2026-06-15T08:29:59.999Z',
          '2026-06-15T08:30:00.000Z',
        ),
        fc
          .date({
            min: new Date('2025-01-01T00:00:00Z'),
            max: new Date('2032-01-01T00:00:00Z'),
            noInvalidDate: true,
          })
          .map((date) => date.toISOString()),
      ),
    },
    { numRuns: 150 },
  )('is the one in the rules', async ({ basis, policy, family, excluded, at }) => {
    const standard = defaultCharter();
    const charter = {
      ...standard,
      maturity: { ...standard.maturity, basis },
      offline: { ...standard.offline, policy },
    };
    const maturity = family === null ? 'council' : 'family';
    const tier = family === null ? 3 : 2;
    const inRules = members.filter((one, index) => {
      const status = countedStatus(one.status, absencesOf(one, index), at);
      return isElector({ ...one, status }, { tier, family, excluded }, charter, at);
    });
    expect(await electorateSize(database.db, { maturity, family, excluded }, charter, at)).toBe(
      inRules.length,
    );
  });
});
