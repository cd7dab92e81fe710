/** The script of docs/agents.md, as it stands there: it takes part in a decision by itself (AUT-1). */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { propose } from '../support/story.ts';

const root = join(import.meta.dirname, '../..');

let council: Council;
beforeAll(async () => {
  council = await openCouncil();
});
afterAll(() => council.close());

it('AUT-1 CON-3 VOT-1 the script of the page takes a position and votes', async () => {
  const page = readFileSync(join(root, 'docs/agents.md'), 'utf8');
  const [, script = ''] = /```js\n(.*?)```/s.exec(page) ?? [];
  const here = script.replace('http://127.0.0.1:7400', new URL(council.url).origin);
  const agent = spawn(process.execPath, ['--input-type=module', '--eval', here], {
    cwd: root,
    env: { ...process.env, TOKEN: await council.token('ben') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let wrong = '';
  agent.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  agent.stderr.on('data', (bytes: Buffer) => (wrong += bytes.toString()));
  try {
    const { id } = await propose(council, 'anna');
    await council.wait('73h');
    await council.until(async () => expect([said, wrong]).toEqual([expect.stringMatching(/^position /), '']));
    const anna = await council.as('anna');
    await anna.put(`/v1/proposals/${id}/position`, { position: 'block', reason: 'Too early' });
    await council.wait('72h');
    await council.until(async () =>
      expect((await anna.get(`/v1/proposals/${id}/tally`)).body).toMatchObject({ for: 1 }),
    );
  } finally {
    agent.kill();
  }
});
