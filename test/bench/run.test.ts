/** What benches run in: how they end, and that nothing of them is left. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const file = fileURLToPath(new URL('trial.ts', import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-trial-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the bench in little; `signal` is sent once it waits. */
async function trial(how: string, signal?: NodeJS.Signals) {
  const json = join(tmpdir(), `${folder.split('/').at(-1) ?? ''}.json`);
  const child = spawn(process.execPath, ['--import', 'tsx', file, how, folder, json]);
  let said = '';
  for (const output of [child.stdout, child.stderr])
    output.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (signal !== undefined && said.includes('waiting')) child.kill(signal);
    });
  const [code] = (await once(child, 'close')) as [number];
  const result = await readFile(json, 'utf8').then(
    (text) => JSON.parse(text),
    () => undefined,
  );
  await rm(json, { force: true });
  return { code, said, result, left: await readdir(folder) };
}

describe('a bench', () => {
  it('hands over its figures', async () => {
    const { code, said, result, left } = await trial('measures');
    expect({ code, left }).toEqual({ code: 0, left: [] });
    expect(said).toContain('ballots: 2/s (1/s to 3/s, 3 runs)');
    expect(result).toEqual({ bench: 'trial', figures: [{ what: 'ballots', unit: '/s', runs: [1, 2, 3] }] });
  });

  it('ends with 1 where what it measured is wrong, and hands over nothing', async () => {
    const { code, said, result, left } = await trial('wrong');
    expect({ code, result, left }).toEqual({ code: 1, result: undefined, left: [] });
    expect(said).toContain('ballots came to 2, and must come to 3');
  });

  it('says which service has died, and ends with 1', async () => {
    const { code, said, left } = await trial('dies');
    expect({ code, left }).toEqual({ code: 1, left: [] });
    expect(said).toContain('trial: PostgreSQL has ended: out of memory');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('interrupted by %s removes its data', async (signal, expected) => {
    const { code, result, left } = await trial('waits', signal);
    expect({ code, result, left }).toEqual({ code: expected, result: undefined, left: [] });
  });
});

describe('a proof', () => {
  it('holds where the broken variant is refused', async () => {
    const { code, result } = await trial('prove-refused');
    expect(code).toBe(0);
    expect(result.refused).toBe('ballots came to 2, and must come to 3');
  });

  it('fails where the broken variant is believed', async () => {
    const { code, said, result } = await trial('prove-believed');
    expect({ code, result }).toEqual({ code: 1, result: undefined });
    expect(said).toContain('the broken variant was believed');
  });

  it('fails where another check refuses it, by chance', async () => {
    expect((await trial('prove-by-chance')).code).toBe(1);
  });
});
