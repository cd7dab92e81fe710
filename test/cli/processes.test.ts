/** Emergencies, conflicts and appeals that ran, in the archive: who finds them, who reads what was said in a room, and what the verifier says (REC-1, AUT-2). */
import { hashOfName } from '../../ledger/parts/veil.ts';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConflictStory, quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone, type EmergencyStory } from '../support/emergency.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { families, quarrellers } from '../support/quarrellers.ts';
import { folkmoot } from './exported.ts';

let council: Council;
let settled: ConflictStory;
let climbed: ConflictStory;
let alarm: EmergencyStory;
const names: Record<string, string> = {};
const folders: string[] = [];

beforeAll(async () => {
  council = await openCouncil({
    members: [...quarrellers, person('lena', { name: 'Lena Okoro', roles: ['leadership'] })],
    families,
  });
  settled = await quarrelWith(council, 'carl', ['dora'], { what: 'A quarrel over the wheelbarrow.' });
  await settled.accept('dora', await settled.terms('carl', 'It stands in the shed at night.'));
  await settled.outcome();
  alarm = await actAlone(council, 'lena', { what: 'The cistern was sealed.', reason: 'It smelled of tar.' });
  await alarm.accounts('report');
  await alarm.accounts('justification');
  climbed = await quarrelWith(council, 'carl', ['dora'], { what: 'A quarrel over the beehives.' });
  await climbed.terms('carl', 'Six hives each.');
  await climbed.impasse('carl', 'dora');
  await climbed.reaches('mediation');
  await climbed.impasse('carl', 'dora');
  await climbed.reaches('arbitration', 'ranking');
  const remedy = await climbed.propose('anna', 'The hives stand in the orchard.');
  await climbed.rank('ben', [remedy]);
  await council.wait('73h');
  await climbed.reaches('arbitration', 'voting');
  await climbed.votes({ anna: 'for', ben: 'for', emil: 'for', fay: 'for', gus: 'for', lena: 'against' });
  await council.wait('96h');
  await climbed.reaches('appeal');
  expect((await climbed.appeal('dora')).status).toBe(200);
  expect((await climbed.rule('anna', 'uphold')).status).toBe(200);
  expect(await climbed.outcome()).toBe('arbitrated');
  const { appeal } = await climbed.read();
  Object.assign(names, {
    [settled.id]: 'settled',
    [climbed.id]: 'climbed',
    [alarm.id]: 'alarm',
    [appeal.id]: 'appeal',
  });
});
afterAll(async () => {
  await council.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

describe('the archive', () => {
  const found = async (query: Record<string, string>): Promise<string[]> => {
    const answer = await (
      await council.as('ben')
    ).get(`/v1/decisions?${new URLSearchParams(query).toString()}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.items.map(({ id }: Json) => names[id]).toSorted();
  };

  it.each<[Record<string, string>, string[]]>([
    [{ kind: 'emergency' }, ['alarm']],
    [{ kind: 'conflict' }, ['climbed', 'settled']],
    [{ kind: 'appeal' }, ['appeal']],
    [{ outcome: 'settled' }, ['settled']],
    [{ outcome: 'upheld' }, ['appeal']],
    [{ q: 'cistern tar' }, ['alarm']],
    [{ q: 'okoro' }, ['alarm']],
    [{ q: 'beehives' }, ['climbed']],
    [{ q: 'orchard' }, ['climbed']],
    [{ member: 'gus' }, ['climbed']],
    [{ member: 'dora' }, ['appeal', 'climbed']],
    [{ member: 'lena' }, ['alarm', 'climbed']],
  ])('REC-1 finds by %o %o', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it.each(['wheelbarrow', 'shed', 'six hives'])('AUT-2 finds nothing of a room by “%s”', async (q) => {
    expect(await found({ q })).toEqual([]);
  });

  it('AUT-2 lists what ended in its room without names', async () => {
    const { body } = await (await council.as('ben')).get('/v1/decisions?outcome=settled');
    expect(body.items).toMatchObject([{ kind: 'conflict', title: 'A conflict', category: null, tier: null }]);
    const { body: others } = await (await council.as('ben')).get('/v1/decisions?outcome=expired');
    expect(others.items).toMatchObject([{ kind: 'emergency', title: 'The cistern was sealed.' }]);
  });
});

describe('what was said in a room', () => {
  const evidence = async (member: string, id: string): Promise<Json> =>
    (await (await council.as(member)).get(`/v1/decisions/${id}/evidence`)).body;

  it('AUT-2 is read by its parties, its mediators and the guardian', async () => {
    for (const member of ['carl', 'dora', 'anna', 'nora'])
      expect((await evidence(member, climbed.id)).room.length, member).toBeGreaterThan(3);
    for (const member of ['carl', 'dora', 'anna']) {
      const { room, salt } = await evidence(member, settled.id);
      expect(room.some(({ facts }: Json) => facts.text === 'It stands in the shed at night.')).toBe(true);
      expect(salt).toHaveLength(43);
    }
  });

  it('AUT-2 is withheld from everybody else, with the salt; what came before the council is not', async () => {
    for (const member of ['ben', 'emil', 'lena']) {
      expect(await evidence(member, settled.id)).toMatchObject({ room: null, salt: null, timeline: [] });
      const { room, salt, ballots, declarations } = await evidence(member, climbed.id);
      expect({ room, salt }).toEqual({ room: null, salt: null });
      expect([ballots.length, declarations.length]).toEqual([6, 1]);
    }
    expect((await council.anyone.get(`/v1/decisions/${settled.id}/evidence`)).status).toBe(401);
  });

  it('AUT-2 REC-5 stands in no public record, and who has the evidence sees of what came before the council that its hashes fit', async () => {
    const record = JSON.stringify((await council.anyone.get(`/v1/decisions/${settled.id}/record`)).body);
    for (const said of ['"carl"', '"dora"', 'wheelbarrow', 'shed']) expect(record).not.toContain(said);
    const other = JSON.stringify((await council.anyone.get(`/v1/decisions/${climbed.id}/record`)).body);
    const { nameSalt, timeline } = await evidence('ben', climbed.id);
    const [, opponents] = timeline.find(({ kind }: Json) => kind === 'arbitration-opened').facts.parties;
    for (const party of opponents) {
      expect(other).toContain(hashOfName(party, nameSalt));
      expect(other).not.toContain(`"${party}"`);
    }
    for (const said of ['beehives', 'Six hives each.']) expect(other).not.toContain(said);
  });
});

describe('the verifier', () => {
  /** Everything that a member can export. */
  async function exportedBy(member: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'folkmoot-processes-'));
    folders.push(folder);
    const token = join(folder, 'token');
    await writeFile(token, await council.token(member));
    const { code, said } = await folkmoot('export', folder, '--from', council.url, '--token', token);
    expect(code, said).toBe(0);
    return folder;
  }

  it('REC-3 proves the archive of every kind, exported from within a room or from outside', async () => {
    for (const member of ['carl', 'ben']) {
      const { code, said } = await folkmoot('verify', await exportedBy(member));
      expect(code, said).toBe(0);
      expect(said).toContain('4 of them have their evidence');
    }
  });

  it('REC-3 says of a single one what was withheld, and finds another charter’s rules', async () => {
    const folder = await exportedBy('ben');
    const decision = join(folder, 'decisions', settled.id);
    const files = [
      ...[join(decision, 'record.json'), join(decision, 'receipt.tlog-proof')],
      ...['--key', join(folder, 'ledger', 'keys'), '--evidence', join(decision, 'evidence.json')],
      ...['--charter', join(folder, 'charter', '1.json')],
    ];
    const { code, said } = await folkmoot('verify', ...files);
    expect(code, said).toBe(0);
    expect(said).toContain(`The record is of the conflict ${settled.id}: settled`);
    expect(said).toContain('What was said in its room was withheld (AUT-2)');
    expect(said).toContain('Its rules are those of version 1 of the charter');
    const bytes = await readFile(join(decision, 'record.json'), 'utf8');
    await writeFile(
      join(decision, 'record.json'),
      bytes.replace('"negotiation":86400000', '"negotiation":86400001'),
    );
    const forged = await folkmoot('verify', ...files);
    expect(forged.code).toBe(1);
    expect(forged.said).toContain('record /rules are not those of');
  });

  it('REC-1 VOT-6 proves a ballot and a remedy by themselves', async () => {
    for (const [part, member] of [
      ['ballots', 'fay'],
      ['declarations', 'anna'],
    ]) {
      const answer = await (
        await council.as('ben')
      ).get(`/v1/decisions/${climbed.id}/${part}/${member}/proof`);
      expect(answer.body.items).toMatchObject([{ part, entry: { decision: climbed.id } }]);
    }
  });
});
