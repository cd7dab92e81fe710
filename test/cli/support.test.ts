/** `folkmoot support`: what is said is sealed and opened on the member's machine, and sent sealed (SUP-1 to SUP-4). */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../cli/program.ts';
import { folkmoot } from './exported.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { supportCouncil } from '../support/support.ts';

let council: Council;
let folder: string;
beforeAll(async () => {
  council = await openCouncil({ members: supportCouncil });
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-support-'));
  for (const [name, words] of Object.entries(texts)) await writeFile(at(name), `${words}\n`);
});
afterAll(async () => {
  await council.close();
  await rm(folder, { recursive: true, force: true });
});

const texts = {
  words: 'I cannot sleep.',
  reply: 'I am here.',
  ground: 'He has taken pills, Oak Street 3.',
  reason: 'It was needed.',
  empty: ' ',
};
const at = (name: string): string => join(folder, name);

/** What the command says to a member at their own machine. */
async function says(member: string, ...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const environment = { XDG_CONFIG_HOME: at(member), FOLKMOOT_TOKEN: await council.token(member) };
  const code = await run([...args, '--from', council.url], { out: say, problem: say }, environment);
  return { code, said: said.join('') };
}
const support = (member: string, ...args: string[]) => says(member, 'support', ...args);
const done = async (member: string, ...args: string[]): Promise<string> => {
  const { code, said } = await support(member, ...args);
  expect([code, said]).toEqual([0, said]);
  return said;
};

const members = ['carl', 'dora', 'emil', 'gus', 'anna'] as const;

describe('folkmoot support', () => {
  let id: string;

  it('SUP-3 makes keys beside the sign-ins of a machine, in files of their owner’s alone, and registers them', async () => {
    for (const member of members) {
      const key = at(`${member}.jwk`);
      expect((await folkmoot('key', 'new', key)).code).toBe(0);
    }
    for (const member of members) {
      const key = at(`${member}.jwk`);
      expect((await says(member, 'key', 'register', key, '--member', member)).code).toBe(0);
      const said = await done(member, 'key', '--member', member, '--by', key);
      const [file = ''] = await readdir(join(at(member), 'folkmoot', 'seal-keys'));
      const place = join(at(member), 'folkmoot', 'seal-keys', file);
      expect((await stat(place)).mode & 0o777).toBe(0o600);
      const { d } = JSON.parse(await readFile(place, 'utf8')) as { d: string };
      expect([said.includes(file.replace('.jwk', '')), said.includes(d)]).toEqual([true, false]);
    }
  });

  it('SUP-1 SUP-2 asks, takes and says it in a room; the words are opened on the two machines alone', async () => {
    for (const member of ['dora', 'emil']) expect(await done(member, 'duty', 'on')).toContain(member);
    const asked = await done('carl', 'ask', at('words'), '--member', 'carl', '--of', 'dora,emil');
    id = /[0-9a-f]{8}-[\w-]{27}/.exec(asked)?.[0] ?? '';
    expect(asked).toContain('no treatment');
    expect(asked).toContain('asked: dora');
    expect(await done('dora', 'list')).toContain(id);
    expect(await done('dora', 'show', id)).toContain(texts.words);
    expect(await done('dora', 'take', id)).toContain('room, with dora');
    await done('dora', 'say', id, at('reply'));
    expect(await done('carl', 'show', id)).toContain(`dora: ${texts.reply}`);
    expect(await support('emil', 'show', id)).toMatchObject({ code: 1 });
    const stored = await council.db.selectFrom('support_bodies').select('sealed').execute();
    expect(
      stored.map(({ sealed }) => (JSON.parse(sealed) as { ciphertext: string }).ciphertext.length),
    ).toEqual([1_366, 1_366]);
    // On another machine there is no key.
    await rm(join(at('carl'), 'folkmoot', 'seal-keys'), { recursive: true });
    expect(await done('carl', 'show', id)).toContain('sealed for a key that is not on this machine');
  });

  it('SUP-4 states, seconds and reviews a danger', async () => {
    expect(await done('dora', 'danger', id, at('ground'), '--contact', 'gus')).toContain('told to gus at');
    expect(await done('emil', 'show', id)).toContain(texts.ground);
    expect(await done('emil', 'second', id)).toContain('review: waited for');
    expect(await done('gus', 'show', id)).toContain(`dora (ground): ${texts.ground}`);
    expect(await support('anna', 'review', id, at('reason'), '--member', 'anna')).toMatchObject({
      code: 1,
      said: expect.stringContaining('--proper or --improper'),
    });
    await done('anna', 'review', id, at('reason'), '--member', 'anna', '--proper');
    expect(await done('dora', 'show', id)).toContain(texts.reason);
    expect(await done('carl', 'decline', id, 'dora')).toContain('asked: emil');
    expect(await done('carl', 'end', id)).toContain('ended');
  });

  it('SUP-1 SUP-3 says what is missing, and refuses what a terminal has no words for', async () => {
    expect(await support('carl', 'ask', at('empty'), '--member', 'carl')).toMatchObject({
      code: 1,
      said: expect.stringContaining('holds no words'),
    });
    expect(await support('carl', 'ask', at('words'), '--member', 'carl', '--of', 'fay')).toMatchObject({
      code: 1,
      said: expect.stringContaining('fay has registered no key to seal for'),
    });
    expect(await support('dora', 'duty', 'perhaps')).toMatchObject({ code: 1 });
    expect(await done('dora', 'duty', 'off')).toContain('On duty: emil');
    expect(await done('carl', 'services')).toContain('No service outside');
    const asked = await done('gus', 'ask', at('words'), '--member', 'gus', '--for', 'carl', '--json');
    const { support: shown } = JSON.parse(asked) as { support: { id: string } };
    expect(await done('carl', 'consent', shown.id)).toContain('asked: emil');
    expect(await support('gus', 'show', shown.id)).toMatchObject({ code: 1 });
  });
});
