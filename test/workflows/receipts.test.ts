/** A vote, and what a member can prove of it afterwards with files alone. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../cli/program.ts';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
let story: Story;
let folder: string;
const acknowledgements: Json[] = [];

const file = (name: string): string => join(folder, name);
const keep = (name: string, bytes: string | Uint8Array) => writeFile(file(name), bytes);

/** What is served, byte for byte, to anyone or to a member. */
async function served(path: string, member?: string): Promise<Buffer> {
  const token = member === undefined ? {} : { authorization: `Bearer ${await council.token(member)}` };
  const answer = await fetch(new URL(path, council.url), { headers: token });
  expect([path, answer.status]).toEqual([path, 200]);
  return Buffer.from(await answer.arrayBuffer());
}

/** The command as at a terminal. */
async function folkmoot(...args: readonly string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const hear = (text: string): void => {
    said += text;
  };
  const code = await run(args, { out: hear, problem: hear });
  return { code, said };
}

const verify = (...more: readonly string[]) =>
  folkmoot('verify', file('record.json'), file('receipt'), '--key', file('log.pub'), ...more);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-receipts-'));
  council = await openCouncil();
  story = await propose(council, 'carl');
  await council.wait('72h');
  acknowledgements.push((await story.post('ben', '/statements', { text: 'Tuesdays are full.' })).body);
  await council.wait('73h');
  for (const [member, choice] of [
    ['anna', 'against'],
    ['anna', 'for'],
    ['ben', 'for'],
    ['carl', 'for'],
    ['dora', 'against'],
    ['emil', 'for'],
  ] as const)
    acknowledgements.push((await story.vote(member, choice)).body);
  await story.reaches('ended');
  expect(await story.outcome()).toBe('executed');
  await keep('record.json', await served(`/v1/decisions/${story.id}/record`));
  await keep('receipt', await served(`/v1/proposals/${story.id}/receipt`));
  await keep('evidence.json', await served(`/v1/decisions/${story.id}/evidence`, 'ben'));
  await keep('log.pub', await served('/v1/ledger/key'));
  for (const [place, { acknowledgement }] of acknowledgements.entries())
    await keep(`ack-${place}.json`, JSON.stringify(acknowledgement));
});
afterAll(async () => {
  await council.close();
  await rm(folder, { recursive: true, force: true });
});

const acks = () => acknowledgements.map((_, place) => file(`ack-${place}.json`));

describe('a decision’s receipt', () => {
  it('REC-3 proves the record offline, and with the evidence the outcome', async () => {
    expect(await verify()).toMatchObject({ code: 0 });
    expect(await verify('--evidence', file('evidence.json'), '--ack', ...acks())).toMatchObject({ code: 0 });
  });

  it('REC-3 proves no other record', async () => {
    const record = await readFile(file('record.json'));
    const place = record.indexOf('"outcome":"executed"');
    expect(place).toBeGreaterThan(0);
    await keep(
      'other.json',
      Buffer.from(String(record).replace('"outcome":"executed"', '"outcome":"rejected"')),
    );
    const { code, said } = await folkmoot(
      'verify',
      file('other.json'),
      file('receipt'),
      '--key',
      file('log.pub'),
    );
    expect(code).toBe(1);
    expect(said).toContain('record');
  });

  it('REC-1 VOT-6 is of a record that holds every acknowledged ballot, as its holder can prove alone', async () => {
    const { items } = (await story.get('/ballots/anna/proof', 'anna')).body;
    expect(items.map(({ entry }: Json) => [entry.number, entry.choice])).toEqual([
      [1, 'against'],
      [2, 'for'],
    ]);
    await keep('proof.json', JSON.stringify(items[0]));
    expect(await verify('--ack', file('ack-1.json'), '--proof', file('proof.json'))).toMatchObject({
      code: 0,
    });
    expect((await story.get('/ballots/nobody/proof', 'anna')).body).toEqual({ items: [] });
    expect((await council.anyone.get(`/v1/decisions/${story.id}/ballots/anna/proof`)).status).toBe(401);
  });

  it('VOT-6 shows it where an acknowledged ballot is missing: misconduct, by files alone', async () => {
    const evidence = JSON.parse(await readFile(file('evidence.json'), 'utf8'));
    evidence.ballots = evidence.ballots.filter(({ elector }: Json) => elector !== 'dora');
    await keep('without.json', canonicalBytes(evidence));
    const { code, said } = await verify('--evidence', file('without.json'));
    expect(code).toBe(1);
    expect(said).toContain('ballots');
    const forged = acknowledgements[1];
    await keep('forged.json', JSON.stringify({ ...forged.acknowledgement, choice: 'for' }));
    expect((await verify('--ack', file('forged.json'))).code).toBe(1);
  });
});

describe('the ledger', () => {
  it('REC-3 AUT-2 is open to who mirrors it, without a token', async () => {
    const { items, next } = JSON.parse(String(await served('/v1/ledger/entries')));
    expect(items).toHaveLength(1);
    expect(next).toBeNull();
    expect(Buffer.from(items[0].leaf, 'base64')).toEqual(await readFile(file('record.json')));
    expect(items[0]).toMatchObject({ index: 0, decision: story.id });
    expect(JSON.parse(String(await served('/v1/ledger/entries?from=1')))).toEqual({ items: [], next: null });
    expect((await served('/v1/ledger/tile/0/000.p/1')).toString('hex')).toBe(items[0].hash);
    expect(String(await served('/v1/ledger/keys'))).toBe(String(await served('/v1/ledger/key')));
    for (const path of [
      'tile/0/000',
      'tile/0/000.p/2',
      'tile/%2e%2e%2fcheckpoint',
      'tile/9/x000/000',
      'tiles',
    ])
      expect([path, (await council.anyone.get(`/v1/ledger/${path}`)).status >= 400]).toEqual([path, true]);
  });

  it('REC-2 is watched from outside, and kept as files that prove themselves', async () => {
    const seen = ['--seen', file('seen.checkpoint'), '--key', file('log.pub')];
    expect(await folkmoot('verify-log', council.url, ...seen)).toMatchObject({ code: 0 });
    await keep('token', await council.token('ben'));
    const archive = file('archive');
    const from = ['--from', council.url, '--token', file('token'), '--key', file('log.pub')];
    expect(await folkmoot('export', archive, ...from)).toMatchObject({ code: 0 });
    expect(await folkmoot('verify', archive, '--key', file('log.pub'))).toMatchObject({ code: 0 });
    expect(await folkmoot('verify-log', archive, ...seen)).toMatchObject({ code: 0 });
    const record = join(archive, 'decisions', story.id, 'record.json');
    await writeFile(record, String(await readFile(record)).replace('"executed"', '"rejected"'));
    expect(await folkmoot('verify', archive, '--key', file('log.pub'))).toMatchObject({ code: 1 });
  });
});
