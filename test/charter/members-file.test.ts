/** Long files of members, read entry by entry: what comes of them is what a short one would come to, and little is held at once. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { membersIn, parseMembers } from '../../charter/members-file.ts';
import type { Fault } from '../../charter/faults/fault.ts';
import type { MembersFile } from '../../charter/members.ts';

const born = { kind: 'person', bornAt: '1980-01-01' };
const memberOf = (at: number): object => ({ ...born, id: `m${at}`, name: `Member ${at}`, family: 'elm' });
const elm = { id: 'elm', name: 'Elm' };

function* cut(text: string, length: number): Generator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length);
}

/** Everything that is read, as `parseMembers` answers it. */
async function whole(bytes: Iterable<Uint8Array>, most?: number) {
  const all = { families: [], members: [], resources: [], identities: [] } as Record<
    keyof MembersFile,
    unknown[]
  >;
  for await (const part of membersIn(bytes, most)) {
    if ('faults' in part) return part;
    for (const [list, entries] of Object.entries(part)) all[list as keyof MembersFile].push(...entries);
  }
  return all;
}

const faultsOf = (read: object): readonly Fault[] => ('faults' in read ? (read.faults as Fault[]) : []);
const byPath = (faults: readonly Fault[]): readonly string[] =>
  faults.map((fault) => JSON.stringify(fault)).toSorted();

const name = fc.constantFrom('a', 'b', 'c', 'd', 'Ä');
const member = fc.record(
  {
    id: name,
    name: fc.constantFrom('Anna', 'Bén', '{"[,:]}\\', ''),
    kind: fc.constantFrom('person', 'agent'),
    bornAt: fc.constantFrom('1980-01-01', 'long ago'),
    family: name,
    steward: name,
    status: fc.constantFrom('active', 'departed', 'gone'),
    roles: fc.constantFrom([], ['guardian'], ['guardian', 'guardian']),
    shoes: fc.constant(41),
  },
  { requiredKeys: ['id', 'name', 'kind', 'bornAt'] },
);
const held = fc.array(
  fc.record({ to: fc.oneof(name, fc.record({ family: name })), amount: fc.integer({ min: 0, max: 4 }) }),
  { maxLength: 2 },
);
const lists = fc.record(
  {
    families: fc.array(fc.record({ id: name, name }), { maxLength: 3 }),
    members: fc.array(member, { maxLength: 4 }),
    resources: fc.array(
      fc.record({ id: name, unit: name, total: fc.constantFrom(null, 3), held }, { requiredKeys: ['id'] }),
      { maxLength: 2 },
    ),
    identities: fc.array(fc.record({ member: name, issuer: name, subject: name }), { maxLength: 3 }),
    people: fc.constantFrom([], 5),
  },
  { requiredKeys: [] },
);

describe('a long file of members', () => {
  it.prop([
    lists,
    fc.integer({ min: 0, max: 119 }),
    fc.constantFrom(undefined, 2),
    fc.integer({ min: 1, max: 40 }),
  ])(
    'MEM-6 AUT-1 ALC-1 comes to what a short one does, with the same faults, in whatever order its lists come and wherever its bytes are cut',
    async (file, order, indent, length) => {
      const keys = Object.entries(file);
      const turned = Object.fromEntries(
        keys.map((_, at) => keys[(at + order) % keys.length] as (typeof keys)[number]),
      );
      const text = JSON.stringify(turned, null, indent);
      const long = await whole(cut(text, length));
      const short = parseMembers(text);
      expect(byPath(faultsOf(long))).toEqual(byPath(faultsOf(short)));
      if (!('faults' in short)) expect(long).toEqual(short);
    },
  );

  it.each([
    ['nothing', ''],
    ['half a file', '{"members": ['],
    ['a list', '[]'],
    ['something after its end', '{"members": []} {}'],
    ['a list of nothing between commas', '{"members": [,]}'],
    ['YAML', 'members: []'],
    ['a list twice', '{"members": [], "members": []}'],
    ['a key twice in an entry', '{"families": [{"id": "elm", "id": "elm", "name": "Elm"}], "members": []}'],
    ['a list that reaches into prototypes', '{"members": [], "__proto__": []}'],
    ['bytes that are no UTF-8', Buffer.from('7b226d656d62657273223a5b22ff225d7d', 'hex')],
    ['no members', '{"families": []}'],
  ])('MEM-6 is refused: %s', async (_what, text) => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    expect(faultsOf(await whole([bytes]))).not.toEqual([]);
  });

  it('MEM-6 names each faulty entry by its number, a hundred at most', async () => {
    const members = Array.from({ length: 5_000 }, (_, at) => memberOf(at));
    const faulty = (...places: number[]) =>
      JSON.stringify({
        families: [elm],
        members: members.map((one, at) => (places.includes(at) ? { ...one, bornAt: 'long ago' } : one)),
      });
    const paths = async (text: string, most?: number) =>
      faultsOf(await whole(cut(text, 64_000), most)).map(({ path }) => path);
    expect(await paths(faulty())).toEqual([]);
    expect(await paths(faulty(0, 4_999))).toEqual(['/members/0/bornAt', '/members/4999/bornAt']);
    expect(await paths(faulty(17, 18), 1)).toEqual(['/members/17/bornAt']);
    expect(await paths(faulty(...Array.from({ length: 100 }, (_, at) => at)))).toHaveLength(100);
    expect(await paths(faulty(...Array.from({ length: 101 }, (_, at) => at)))).toHaveLength(100);
  });

  it('ALC-1 has ten thousand resources at most, as a short one', async () => {
    const paths = async (many: number) => {
      const resources = Array.from({ length: many }, (_, at) => ({ id: `r${at}`, unit: 'litre' }));
      const text = JSON.stringify({ members: [], resources });
      const read = [await whole(cut(text, 64_000)), parseMembers(text)];
      return read.map((one) => faultsOf(one).map(({ path, message }) => `${path} ${message}`));
    };
    expect(await paths(10_000)).toEqual([[], []]);
    expect(await paths(10_001)).toEqual([['/resources is too long'], ['/resources is too long']]);
  });

  /** The most entries that were read from a file of so many and not handed over yet. */
  async function mostHeld(many: number, isFaulty: boolean): Promise<number> {
    let given = 0;
    let taken = 0;
    let most = 0;
    function* bytes(): Generator<Uint8Array> {
      yield Buffer.from(`{"families": [${JSON.stringify(elm)}], "members": [`);
      for (; given < many; given += 100) {
        // What was given and is not taken by now is held, as bytes or as entries.
        most = Math.max(most, given - taken);
        const some = Array.from({ length: 100 }, (_, at) => JSON.stringify(memberOf(given + at)));
        yield Buffer.from((given === 0 ? '' : ',') + some.join());
      }
      yield Buffer.from(isFaulty ? ',{}]}' : ']}');
    }
    for await (const part of membersIn(bytes())) if ('members' in part) taken += part.members.length;
    expect(taken).toBeGreaterThanOrEqual(isFaulty ? many - 1_000 : many);
    return most;
  }

  it('MEM-6 is handed over in parts, so that what is held of it does not grow with its length', async () => {
    const held = await mostHeld(2_000, false);
    expect(held).toBeLessThanOrEqual(1_000);
    expect(await mostHeld(20_000, false)).toBe(held);
    expect(await mostHeld(20_000, true)).toBe(held);
  });
});
