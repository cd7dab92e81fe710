/** `folkmoot charter`: a charter's file checked, told, and held against another, without any service. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultCharterFile, exampleMembersFile } from '../../charter/load.ts';
import { amended } from '../charter/documents.ts';
import { folkmoot } from './exported.ts';

const standard = fileURLToPath(defaultCharterFile);
const members = fileURLToPath(exampleMembersFile);

async function fileOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-charter-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'charter.yaml');
  await writeFile(file, text);
  return file;
}

const changed = (changes: Record<string, unknown>) => fileOf(stringify(amended(changes)));

describe('folkmoot charter', () => {
  it('CHA-2 tells a charter, with figures for a file of members or a number of electors', async () => {
    const told = await folkmoot('charter', standard, '--members', members);
    expect(told.code).toBe(0);
    expect(told.said).toContain('A vote is open for 3 days.');
    expect(told.said).toContain('of at least 6 of 8 electors');
    expect(told.said).toContain('of at least 1 of 2 or 2 of 3 electors');
    const nine = await folkmoot('charter', standard, '--electorate', '9');
    expect(nine.said).toContain('of at least 7 of 9 electors');
    const unknown = await folkmoot('charter', standard);
    expect(unknown.said).toContain('of at least three quarters of the electors');
  });

  it('CHA-2 lists every fault with its place, what was meant, and where docs/rules.md tells of it', async () => {
    const file = await changed({ '/voting/windows': '24h', '/mandates/callBack': 3 });
    const { code, said } = await folkmoot('charter', file);
    expect(code).toBe(1);
    expect(said).toContain(
      `✖ ${file}: /voting/windows is no field of the document; the nearest is window, such as 24h (CHA-2) [nearest: "window"]; docs/rules.md tells of it under PRO-7\n`,
    );
    expect(said).toContain('/mandates/callBack must be an object, such as {num: 2, den: 3} (CHA-2)');
    expect(said).toContain('2 of 2 checks failed.');
  });

  it('CHA-2 MEM-6 lists the faults of a file of members with those of the charter', async () => {
    const faulty = await fileOf('members: [{ id: Dora, name: Dora, kind: human, bornAt: 1970-01-01 }]');
    const { code, said } = await folkmoot('charter', await changed({ '/review': 5 }), '--members', faulty);
    expect(code).toBe(1);
    expect(said).toContain('/review must be a text');
    expect(said).toContain(`✖ ${faulty}: /members/0/id must be 1 to 64 lower-case letters`);
    expect(said).toContain(`✖ ${faulty}: /members/0/kind is none of what it may be (MEM-6)`);
    expect(said).toContain('3 of 3 checks failed.');
  });

  it('CHA-2 MEM-3 has no figures of a family of which nobody decides', async () => {
    const empty = await fileOf(
      'families: [{ id: oak, name: Oak }]\nmembers: [{ id: dora, name: Dora, kind: person, bornAt: 1970-01-01 }]',
    );
    const { said } = await folkmoot('charter', standard, '--members', empty);
    expect(said).toContain('  family: the council of a family decides with at least two thirds of the votes');
    expect(said).not.toContain('0 of 0');
  });

  it('AMD-1 CHA-4 tells what another says otherwise, and the class of the amendment', async () => {
    const other = await changed({ '/execution/retry': '20 days', '/tiers/council/quorum/num': 2 });
    const { code, said } = await folkmoot('charter', standard, '--diff', other, '--electorate', '8');
    expect(code).toBe(0);
    expect(said).toContain('before  An operator may have a failed action run again for 30 days.');
    expect(said).toContain('after   An operator may have a failed action run again for 20 days.');
    expect(said).toContain('/categories/*/quorum of operations, infrastructure,');
    expect(said).toContain('after   of at least 4 of 8 electors (at least half)');
    expect(said).toContain('would be of the class core-principles (CHA-4): it touches');
    const mild = await folkmoot(
      'charter',
      standard,
      '--diff',
      await changed({ '/execution/retry': '20 days' }),
    );
    expect(mild.said).toContain(
      '1 change. An amendment that turned the first into the second would be of the class constitutional (CHA-4).',
    );
  });

  it('AMD-1 says of two that are the same that they are, and of faults in either where they are', async () => {
    expect((await folkmoot('charter', standard, '--diff', standard)).said).toContain('The two say the same.');
    const faulty = await changed({ '/review': '1 minute' });
    const { code, said } = await folkmoot('charter', standard, '--diff', faulty);
    expect([code, said]).toEqual([
      1,
      expect.stringContaining(`✖ ${faulty}: /review is shorter than an hour`),
    ]);
    expect(said).not.toContain('before');
  });

  it('CHA-2 AMD-1 takes a charter as a service gave it, and is as strict', async () => {
    const served = await fileOf(JSON.stringify({ version: 1, document: amended({}), hash: '' }));
    expect((await folkmoot('charter', served, '--diff', standard)).said).toContain('The two say the same.');
    const faulty = await fileOf(JSON.stringify({ document: amended({ '/review': 5 }) }));
    expect((await folkmoot('charter', faulty)).said).toContain('/review must be a text');
  });

  it('CHA-2 tells programs the same', async () => {
    const { said } = await folkmoot('charter', standard, '--json');
    expect(JSON.parse(said)).toMatchObject({
      ok: true,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      facts: expect.arrayContaining([
        { path: '/voting/window', field: '/voting/window', words: 'A vote is open for 3 days.' },
      ]),
    });
    const other = await changed({ '/execution/retry': '20 days' });
    expect(JSON.parse((await folkmoot('charter', standard, '--diff', other, '--json')).said)).toMatchObject({
      class: 'constitutional',
      touches: [],
      changes: [{ path: '/execution/retry' }],
    });
  });

  it.each([
    [['--electorate', '0'], 'It is a whole number, 1 to 1000000.'],
    [['--electorate', '1000001'], 'It is a whole number, 1 to 1000000.'],
    [['--electorate', '8', '--members', members], 'one is enough'],
    [['--diff', 'nowhere.yaml'], 'cannot be read'],
  ])('CHA-2 says what is wrong with %j', async (options, sentence) => {
    const { code, said } = await folkmoot('charter', standard, ...options);
    expect([code, said]).toEqual([1, expect.stringContaining(sentence)]);
  });
});
