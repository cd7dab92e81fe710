/** A text with pages and files beside it, from its draft to the archive that proves both. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folkmoot } from '../cli/exported.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { propose } from '../support/story.ts';

let council: Council;
let folder: string;
beforeAll(async () => {
  council = await openCouncil();
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-attachments-'));
});
afterAll(async () => {
  await council.close();
  await rm(folder, { recursive: true, force: true });
});

async function sent(member: string, text: string) {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const headers = { authorization: `Bearer ${await council.token(member)}`, 'content-type': 'text/plain' };
  const response = await fetch(`${council.url}/v1/attachments/${sha256}`, {
    method: 'PUT',
    body: text,
    headers,
  });
  expect(response.status).toBe(200);
  return { name: `${text}.txt`, mediaType: 'text/plain', sha256, size: Buffer.byteLength(text) };
}

describe('a text with files and pages beside it', () => {
  it('PRO-1 PRO-2 PRO-6 REC-1 names them in draft, submission and amendment; the record proves their hashes, the archive holds the bytes', async () => {
    const [plan, costs, late] = [
      await sent('carl', 'plan'),
      await sent('carl', 'costs'),
      await sent('carl', 'late'),
    ];
    const references = [{ title: 'The workshop', url: 'https://example.org/workshop?day=2' }];
    const story = await propose(council, 'carl', { draft: true, attachments: [plan] });
    const read = (member: string, { sha256 }: { sha256: string }) =>
      story.get(`/attachments/${sha256}`, member);
    expect(await read('carl', plan)).toMatchObject({ status: 200, body: 'plan' });
    expect((await read('dora', plan)).status).toBe(404);
    // Who knows the hash of another's draft opens nothing by naming it.
    const dora = await council.as('dora');
    const stolen = await propose(council, 'dora', { draft: true });
    expect(await dora.patch(`/v1/proposals/${stolen.id}`, { attachments: [plan] })).toMatchObject({
      status: 422,
      body: { facts: { attachments: [plan.sha256] } },
    });
    expect((await stolen.get(`/attachments/${plan.sha256}`, 'dora')).status).toBe(404);

    const carl = await council.as('carl');
    const edited = await carl.patch(`/v1/proposals/${story.id}`, { attachments: [plan, costs], references });
    expect(edited.body).toMatchObject({ attachments: [plan, costs], references });
    await story.post('carl', '/submission');
    expect(await read('dora', plan)).toMatchObject({ status: 200, body: 'plan' });
    expect((await dora.patch(`/v1/proposals/${stolen.id}`, { attachments: [plan] })).status).toBe(200);

    await story.post('dora', '/statements', { text: 'What does it cost in May?' });
    const unsent = { ...late, sha256: 'f'.repeat(64) };
    expect((await story.post('carl', '/amendments', { attachments: [unsent] })).status).toBe(422);
    const amended = await story.post('carl', '/amendments', { attachments: [late] });
    expect(amended.body).toMatchObject({ version: 2, attachments: [late], references });
    // What an earlier version named is read on.
    expect(await read('dora', costs)).toMatchObject({ status: 200, body: 'costs' });
    await story.post('carl', '/withdrawal');
    const { versions } = (await story.get('/record')).body;
    expect(versions).toHaveLength(2);

    const [archive, token] = [join(folder, 'archive'), join(folder, 'token')];
    await writeFile(token, await council.token('anna'));
    const exported = await folkmoot('export', archive, '--from', council.url, '--token', token);
    expect(exported.said).toContain('Attachments that their texts name: 3 lie beside them.');
    const hashes = [plan, costs, late].map(({ sha256 }) => sha256);
    expect((await readdir(join(archive, 'attachments'))).toSorted()).toEqual(hashes.toSorted());
    expect(await readFile(join(archive, 'attachments', plan.sha256), 'utf8')).toBe('plan');
    const verified = async () => folkmoot('verify', archive);
    expect(await verified()).toMatchObject({
      code: 0,
      said: expect.stringContaining('attachments that the texts name 3 are here and hold, 0 are not here.'),
    });

    await writeFile(join(archive, 'attachments', plan.sha256), 'plot');
    expect(await verified()).toMatchObject({
      code: 1,
      said: expect.stringContaining(`attachments/${plan.sha256} is not the file that its name says.`),
    });
    await rename(join(archive, 'attachments', plan.sha256), join(archive, 'attachments', 'e'.repeat(64)));
    expect(await verified()).toMatchObject({
      code: 1,
      said: expect.stringContaining('is named by no decision whose evidence is here.'),
    });
    await rm(join(archive, 'attachments', 'e'.repeat(64)));
    expect(await verified()).toMatchObject({
      code: 0,
      said: expect.stringContaining('2 are here and hold, 1 are not here.'),
    });
    // Exported again, it is there again.
    expect((await folkmoot('export', archive, '--from', council.url, '--token', token)).code).toBe(0);
    expect(await readFile(join(archive, 'attachments', plan.sha256), 'utf8')).toBe('plan');
  });
});
