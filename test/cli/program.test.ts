/** The `folkmoot` command itself: what it says to who calls it wrongly, or asks for help. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { folkmoot } from './exported.ts';

describe('folkmoot', () => {
  it.each<[string, string[], string]>([
    ['without a key', ['verify', 'record', 'receipt'], '--key names the file'],
    ['without a receipt', ['verify', 'package.json'], 'is no folder of an archive'],
    ['of an archive that is not there', ['verify', 'archive'], 'archive cannot be read (ENOENT'],
    ['of files that are not there', ['verify', 'record', 'receipt', '--key', 'key'], 'cannot be read'],
    ['without anything', ['verify'], "missing required argument 'record'"],
    ['of an unknown command', ['prove'], "unknown command 'prove'"],
    [
      'an acknowledgement for a whole archive',
      ['verify', tmpdir(), '--ack', 'ack.json'],
      'go with the record',
    ],
  ])('REC-3 says what is missing: %s', async (_, args, sentence) => {
    const { code, said } = await folkmoot(...args);
    expect(said).toContain(sentence);
    expect(code).toBe(1);
  });

  it('says its version, as its package has it', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as Record<string, unknown>;
    expect(await folkmoot('--version')).toEqual({ code: 0, said: `${String(version)}\n` });
  });

  it('REC-3 tells programs too what stopped it', async () => {
    const { code, said } = await folkmoot('verify', 'record', 'receipt', '--json');
    expect([code, JSON.parse(said)]).toEqual([
      1,
      { ok: false, problem: expect.stringContaining('--key names the file'), checks: [], notes: [] },
    ]);
  });

  it.each([
    [['--help'], 'folkmoot verify record.json receipt.tlog-proof --key log.pub'],
    [['verify', '--help'], '--evidence evidence.json --ack mine.json'],
    [['verify-log', '--help'], 'folkmoot verify-log https://council.example --key log.pub'],
    [['export', '--help'], 'folkmoot export archive --from https://council.example --token token.txt'],
  ])('REC-3 helps with an example: %j', async (args, example) => {
    const { code, said } = await folkmoot(...args);
    expect([code, said]).toEqual([0, expect.stringContaining(`  $ `)]);
    expect(said).toContain(example);
  });
});
