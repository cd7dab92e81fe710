/** Files of members: the example council, and what a file cannot say. */
import { readFileSync } from 'node:fs';
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { exampleMembersFile } from '../../charter/load.ts';
import { parseMembers } from '../../charter/members-file.ts';
import { memberSchema, type MembersFile } from '../../charter/members.ts';
import { isMature } from '../../rules/polls/electorate.ts';
import { defaultText, loaded } from './documents.ts';

const exampleText = readFileSync(exampleMembersFile, 'utf8');
const ada = { id: 'ada', name: 'Ada', kind: 'person', bornAt: '2000-01-01' };

describe('the example council', () => {
  const { families, members } = council(exampleText);
  const { charter } = loaded(defaultText);
  const ids = (list: MembersFile['members']): string[] => list.map(({ id }) => id);

  it('MEM-6 has twelve members, in three families or none, persons and agents', () => {
    expect(members).toHaveLength(12);
    expect(families.map(({ id }) => id)).toEqual(['alder', 'birch', 'cedar']);
    expect(new Set(members.map(({ family }) => family))).toEqual(new Set(['alder', 'birch', 'cedar', null]));
    expect(new Set(members.map(({ kind }) => kind))).toEqual(new Set(['person', 'agent']));
  });

  it('AUT-1 has its offices filled', () => {
    const holders = Object.fromEntries(
      members.filter(({ roles }) => roles.length > 0).map(({ id, roles }) => [id, roles]),
    );
    expect(holders).toEqual({
      ct: ['guardian'],
      opus: ['leadership'],
      mira: ['leadership'],
      aria: ['registrar', 'operator'],
      lena: ['resource-steward'],
    });
  });

  it.each([
    '2026-01-01T00:00:00.000Z',
    '2026-11-22T00:00:00.000Z',
    '2027-06-30T12:00:00.000Z',
    '2028-12-31T23:59:59.999Z',
  ])('MEM-1 has eight of council maturity, two of family maturity and two of neither on %s', (at) => {
    const matured = members.filter((member) => isMature(member, 'council', charter, at));
    const grown = members.filter((member) => isMature(member, 'family', charter, at));
    expect(ids(matured)).toEqual(['ct', 'opus', 'mira', 'aria', 'jonas', 'lena', 'tariq', 'sol']);
    expect(ids(grown.filter((member) => !matured.includes(member)))).toEqual(['nora', 'kite']);
    expect(ids(members.filter((member) => !grown.includes(member)))).toEqual(['ada', 'wren']);
  });

  it('MEM-4 has one of them offline, who holds no office', () => {
    const away = members.filter(({ status }) => status !== 'active');
    expect(away).toMatchObject([{ id: 'sol', status: 'offline', roles: [] }]);
  });
});

describe('a member', () => {
  it('MEM-2 is active, without steward, family, roles, milestones and keys, unless it is said', () => {
    expect(memberSchema.parse(ada)).toEqual({
      ...ada,
      steward: null,
      family: null,
      bornAt: '2000-01-01T00:00:00.000Z',
      status: 'active',
      roles: [],
      milestones: [],
    });
  });

  it.each([
    ['2015-03-01', '2015-03-01T00:00:00.000Z'],
    ['2016-02-29', '2016-02-29T00:00:00.000Z'],
    ['2015-03-01T06:15:00Z', '2015-03-01T06:15:00.000Z'],
    ['2015-03-01T06:15:00+02:00', '2015-03-01T04:15:00.000Z'],
    ['2015-03-01T00:30:00.123456+01:00', '2015-02-28T23:30:00.123Z'],
    ['0001-01-01', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('MEM-1 is born at %s, which is %s', (bornAt, instant) => {
    expect(memberSchema.parse({ ...ada, bornAt }).bornAt).toBe(instant);
  });

  it.prop([
    fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }),
    fc.integer({ min: -839, max: 839 }),
  ])('MEM-1 is born at one instant, whatever offset it is written with', (date, minutes) => {
    const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
    const digits = (number: number): string => String(Math.floor(Math.abs(number))).padStart(2, '0');
    const offset = `${minutes < 0 ? '-' : '+'}${digits(minutes / 60)}:${digits(minutes % 60)}`;
    expect(memberSchema.parse({ ...ada, bornAt: local + offset }).bornAt).toBe(date.toISOString());
  });

  it.each(['a', '0', 'a.b-c_d', 'x'.repeat(64)])('MEM-6 can be called %s', (id) => {
    expect(memberSchema.safeParse({ ...ada, id }).success).toBe(true);
  });
});

describe('a file of members', () => {
  it('MEM-6 reads the same from JSON', () => {
    const file = council(exampleText);
    expect(council(JSON.stringify(file))).toEqual(file);
  });

  it('MEM-6 holds a large council as JSON', () => {
    const members = Array.from({ length: 60_000 }, (_, at) => ({
      ...ada,
      id: `m${at}`,
      name: 'x'.repeat(50),
    }));
    expect(council(JSON.stringify({ members })).members).toHaveLength(60_000);
  });

  it('MEM-6 says of each agent whose steward is no person of the file, or has departed', () => {
    const kit = { ...ada, id: 'kit', kind: 'agent', steward: 'ada' };
    const file = (...members: readonly object[]) => parseMembers(JSON.stringify({ members }));
    expect(file(kit, ada)).toMatchObject({ members: [{ steward: 'ada' }, { steward: null }] });
    const faulty = [
      file(kit),
      file(kit, { ...ada, kind: 'agent' }),
      file(kit, { ...ada, status: 'departed' }),
      file({ ...kit, steward: 'kit' }),
      file({ ...ada, steward: 'kit' }, kit),
    ];
    for (const read of faulty)
      expect(read).toMatchObject({ faults: [{ path: '/members/0/steward', rule: 'MEM-6' }] });
  });

  it('AUT-1 says of each identity that is of nobody in the file, or there twice', () => {
    const file = (...identities: readonly object[]) =>
      parseMembers(JSON.stringify({ members: [ada], identities }));
    const one = { member: 'ada', issuer: 'https://id.example', subject: 'a-1' };
    expect(file(one, { ...one, subject: 'a-2' })).toMatchObject({ identities: [one, { subject: 'a-2' }] });
    expect(file({ ...one, member: 'eve' })).toMatchObject({ faults: [{ path: '/identities/0/member' }] });
    expect(file(one, one)).toMatchObject({ faults: [{ path: '/identities/1/subject' }] });
    expect(file({ ...one, email: 'ada@example.org' })).toMatchObject({
      faults: [{ path: '/identities/0/email' }],
    });
  });

  const where = '/members/0';
  it.each<[string, unknown, string[]]>([
    ['an id with a capital', { ...ada, id: 'Ada' }, ['/members/0/id']],
    ['an empty id', { ...ada, id: '' }, ['/members/0/id']],
    ['an id of 65 characters', { ...ada, id: 'x'.repeat(65) }, ['/members/0/id']],
    ['an id with a slash', { ...ada, id: 'a/b' }, ['/members/0/id']],
    ['an id that climbs in a URL', { ...ada, id: '..' }, ['/members/0/id']],
    ['the id __proto__', { ...ada, id: '__proto__' }, ['/members/0/id']],
    ['the id constructor', { ...ada, id: 'constructor' }, ['/members/0/id']],
    ['no name', { ...ada, name: undefined }, ['/members/0/name']],
    ['an empty name', { ...ada, name: '' }, ['/members/0/name', '/members/0/name']],
    ['a name of 201 characters', { ...ada, name: 'x'.repeat(201) }, ['/members/0/name']],
    ['a name with U+0000', { ...ada, name: 'A\0da' }, ['/members/0/name']],
    ['a name that nobody can see', { ...ada, name: '\u2060\u00ad' }, ['/members/0/name']],
    ['a name that shows another', { ...ada, name: '\u202eada' }, ['/members/0/name']],
    ['a name on two lines', { ...ada, name: 'A\nda' }, ['/members/0/name']],
    ['a name with a lone surrogate', { ...ada, name: 'A\udc00da' }, ['/members/0/name']],
    ['another kind', { ...ada, kind: 'ghost' }, ['/members/0/kind']],
    ['another status', { ...ada, status: 'asleep' }, ['/members/0/status']],
    ['an unknown role', { ...ada, roles: ['king'] }, ['/members/0/roles/0']],
    ['a role twice', { ...ada, roles: ['operator', 'operator'] }, ['/members/0/roles']],
    ['an unknown field', { ...ada, age: 5 }, ['/members/0/age']],
    ['a birth without offset', { ...ada, bornAt: '2000-01-01T00:00:00' }, ['/members/0/bornAt']],
    ['a birth on a day that never was', { ...ada, bornAt: '2015-02-29' }, ['/members/0/bornAt']],
    ['a birth at 25 o’clock', { ...ada, bornAt: '2015-02-28T25:00:00Z' }, ['/members/0/bornAt']],
    ['a birth in words', { ...ada, bornAt: 'last spring' }, ['/members/0/bornAt']],
    ['a birth before the year 1', { ...ada, bornAt: '0001-01-01T00:00:00+01:00' }, ['/members/0/bornAt']],
    ['a birth after the year 9999', { ...ada, bornAt: '9999-12-31T23:59:59-01:00' }, ['/members/0/bornAt']],
    ['a birth that is a number', { ...ada, bornAt: 0 }, ['/members/0/bornAt']],
    ['an unknown family', { ...ada, family: 'elm' }, ['/members/0/family']],
    ['a member that is a text', 'ada', [where]],
  ])('MEM-6 is refused with %s', (_what, member, paths) => {
    expect(faults(JSON.stringify({ members: [member] }))).toEqual(paths);
  });

  it('MEM-6 is refused with an id twice, of members or of families', () => {
    const families = [
      { id: 'elm', name: 'Elm' },
      { id: 'elm', name: 'Elm again' },
    ];
    expect(faults(JSON.stringify({ families, members: [ada, { ...ada, name: 'Another' }] }))).toEqual([
      '/families/1/id',
      '/members/1/id',
    ]);
  });

  it('MEM-6 is refused with two guardians, unless one has departed', () => {
    const first = { ...ada, roles: ['guardian'] };
    const second = { ...first, id: 'ben' };
    expect(faults(JSON.stringify({ members: [first, second] }))).toEqual(['/members/1/roles']);
    expect(faults(JSON.stringify({ members: [{ ...first, status: 'departed' }, second] }))).toEqual([]);
  });

  it('ALC-1 says what there is to allocate, and who holds it: members and families of the file, no more than there is', () => {
    const file = (...resources: object[]) =>
      JSON.stringify({ families: [{ id: 'elm', name: 'Elm' }], members: [ada], resources });
    const water = { id: 'water', unit: 'litre', total: 10 };
    const held = [
      { to: 'ada', amount: 4 },
      { to: { family: 'elm' }, amount: 6 },
    ];
    expect(council(file({ ...water, held }, { id: 'wakes', unit: 'wake' })).resources).toEqual([
      { ...water, held },
      { id: 'wakes', unit: 'wake', total: null, held: [] },
    ]);
    expect(faults(file({ ...water, total: 9, held }))).toEqual(['/resources/0/held']);
    expect(faults(file({ ...water, held: [{ to: 'eve', amount: 1 }] }))).toEqual(['/resources/0/held/0/to']);
    expect(faults(file({ ...water, held: [{ to: { family: 'ada' }, amount: 1 }] }))).toEqual([
      '/resources/0/held/0/to',
    ]);
    expect(faults(file(water, { ...water, total: 3 }))).toEqual(['/resources/1/id']);
    expect(faults(file({ ...water, held: [{ to: 'ada', amount: 0 }] }))).toEqual([
      '/resources/0/held/0/amount',
    ]);
  });

  it('MEM-6 is refused with more than a million members', () => {
    const text = `{"members": [${'0,'.repeat(1_000_000)}0]}`;
    expect(faults(text)).toContain('/members');
  });

  it.each([
    ['nothing', ''],
    ['half a file', '{"members": ['],
    ['a key twice', 'members: []\nmembers: []'],
    ['a key twice in JSON', '{"members": [], "members": []}'],
    ['a key twice in the JSON of a member', `{"members": [{"id": "eve", ${JSON.stringify(ada).slice(1)}]}`],
    ['an alias', 'families: &x []\nmembers: *x'],
    ['YAML of more than five million characters', `members: []\n${'# and so on\n'.repeat(500_000)}`],
  ])('MEM-6 is refused: %s', (_what, text) => {
    expect(faults(text).length).toBeGreaterThan(0);
  });

  it('MEM-6 says where a file of JSON has a key twice', () => {
    expect(parseMembers(`{"members": [{"id": "eve", ${JSON.stringify(ada).slice(1)}]}`)).toEqual({
      faults: [{ path: '/members/0/id', rule: 'MEM-6', message: 'is there more than once', facts: {} }],
    });
  });

  it('MEM-6 names the rule, the path and what was found', () => {
    expect(parseMembers(JSON.stringify({ members: [{ ...ada, family: 'elm' }] }))).toEqual({
      faults: [
        {
          path: '/members/0/family',
          rule: 'MEM-6',
          message: 'is no family of the file',
          facts: { found: 'elm' },
        },
      ],
    });
  });
});

function council(text: string): MembersFile {
  const result = parseMembers(text);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result;
}

function faults(text: string): string[] {
  const result = parseMembers(text);
  return 'faults' in result ? result.faults.map(({ path }) => path) : [];
}
