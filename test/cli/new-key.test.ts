/** `folkmoot new-key`: the private half goes into a file for its owner's eyes, the public half to the terminal. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../../cli/program.ts';
import { parseSigner } from '../../ledger/log/keys.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-new-key-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function newKey(...args: readonly string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const hear = (text: string): void => {
    said += text;
  };
  return { code: await run(['new-key', ...args], { out: hear, problem: hear }), said };
}

it('REC-3 a new key is a signer’s, and only its public half is told', async () => {
  const file = join(folder, 'log.key');
  const { code, said } = await newKey(file, '--origin', 'council.example/log');
  const key = await readFile(file, 'utf8');
  const signer = parseSigner(key.trim());
  expect(signer).toMatchObject({ name: 'council.example/log' });
  expect(code).toBe(0);
  expect(said).toContain('verifier' in signer ? signer.verifier.line : '');
  expect(said).not.toContain(key.slice(12).trim());
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('REC-3 what is there is never overwritten, and a name that is none is refused', async () => {
  const file = join(folder, 'kept.key');
  await newKey(file, '--origin', 'council.example/log');
  const before = await readFile(file, 'utf8');
  expect(await newKey(file, '--origin', 'council.example/log')).toMatchObject({ code: 1 });
  expect(await readFile(file, 'utf8')).toBe(before);
  expect(await newKey(join(folder, 'none.key'), '--origin', 'two words')).toMatchObject({ code: 1 });
  expect(await newKey(join(folder, 'none.key'))).toMatchObject({ code: 1 });
});
