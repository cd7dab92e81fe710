/** `folkmoot demo` as people run it: a whole story by agents over MCP, proved at its end, and nothing of it left (REC-3, AUT-1). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { servicesOf, running } from '../embedded/support/moot.ts';
import { readCast } from '../../demo/cast.ts';
import { readOptions } from '../../demo/options.ts';
import { freshFolder } from '../embedded/support/folders.ts';
import { json, openEndpoint } from './support/endpoint.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

interface Demo {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Resolves when it said this; rejects when it ends before that. */
  readonly says: (text: string) => Promise<void>;
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Where it puts what it throws away. */
  readonly temporary: string;
}

async function startDemo(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Demo> {
  const temporary = await freshFolder();
  // A database of somebody's own is none of the demo's business.
  const elsewhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const child = spawn(process.execPath, ['cli/folkmoot.mjs', 'demo', ...args], {
    cwd: project,
    env: { ...process.env, ...elsewhere, NODE_ENV: '', TMPDIR: temporary, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const says = async (text: string): Promise<void> => {
    while (!said.includes(text)) {
      if (child.exitCode !== null) throw new Error(`it ended without saying \`${text}\`:\n${said}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, said: () => said, says, ended, temporary };
}

/** What lies there of the demo; tsx keeps what it compiled beside. */
const leftIn = async ({ temporary }: Demo): Promise<string[]> =>
  (await readdir(temporary)).filter((name) => !name.startsWith('tsx-'));

/** What it said, each paragraph on one line. */
const unwrapped = (said: string): string => said.replaceAll(/\n {7}(?=\S)/g, ' ');

describe('folkmoot demo', () => {
  it(
    'PRO-2 CON-2 PRO-6 DEL-5 VOT-3 REC-3 five agents decide over MCP from draft to a verified receipt',
    { timeout: 300_000 },
    async () => {
      const demo = await startDemo(['--people', '0']);
      expect(await demo.ended, demo.said()).toBe(0);
      const said = unwrapped(demo.said());
      const story = [
        'Opus drafts “Agents keep the night watch”',
        'Opus submits it',
        'Aria says: “For good, and nobody has tried it for one night?',
        'Opus changes the text, and its review begins anew (PRO-6)',
        'A round is open for',
        'Whoever still owes a position is reminded (CNF-5).',
        'Sol agrees',
        'The round is over: 2 agree, 1 agrees with reservations, 1 stands aside, 1 blocks. That is no consensus (CON-3).',
        'Ballots are taken for',
        'Sol votes for it',
        'The vote is closed: 4 for, 1 of them through another, 1 against, 0 abstained.',
        'Adopted, and done. 5 of 5 took part in the vote. Wren holds 240 watch-hours until',
        'Kite voted against it: “The person on call still has no name.”',
        '✔ The record is entry 0 of the log',
        'gives the same outcome again: ballots (replaced ones too): 4',
        '✔ Ballot 1 of sol in vote 1 stands in the record and is the one that counts.',
        'Everything that could be checked holds.',
      ];
      const places = story.map((sentence) => said.indexOf(sentence));
      expect(
        story.filter((_, place) => places[place]! < 0),
        said,
      ).toEqual([]);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      for (const sentence of [
        'Kite tries to take a position and is refused: not complete, without a reason (CON-2)',
        'Kite blocks',
        'Wren gives its vote to Aria',
        'Aria discloses its interests: none',
      ])
        expect(said).toContain(sentence);
      expect(demo.said()).not.toContain('\u001b[1m');
      expect(await leftIn(demo)).toEqual([]);
    },
  );

  it(
    'VOT-1 REC-3 a model that fails costs its seats an abstention, and a person at a pipe decides with the others',
    { timeout: 300_000 },
    async () => {
      const endpoint = await openEndpoint((_, response, asked) => {
        if (asked % 2 === 0) {
          json(response, {}, 500);
          return;
        }
        return void response.end('{"choices": [{"mess');
      });
      const demo = await startDemo(['--pace', '4000'], {
        FOLKMOOT_AGENT_URL: endpoint.url,
        FOLKMOOT_AGENT_MODEL: 'a-model',
        FOLKMOOT_AGENT_KEY: 'sk-never-shown',
        FOLKMOOT_AGENT_SEATS: 'kite, sol',
        FOLKMOOT_AGENT_SECONDS: '2',
      });
      demo.child.stdin!.end('nonsense\nblock\nWho is on call?\nagainst\n\n');
      expect(await demo.ended, demo.said()).toBe(0);
      const said = unwrapped(demo.said());
      for (const sentence of [
        'The model a-model (127.0.0.1:',
        'decides for kite, sol; scripts for the others.',
        'Kite takes no position, by rule: its model ',
        'Sol abstains, by rule: its model',
        'That is none of them: type a number from 1 to 4.',
        'You block “Who is on call?”',
        'You vote against it',
        'The vote is closed: 3 for, 1 of them through another, 1 against, 2 abstained.',
        'Everything that could be checked holds.',
      ])
        expect(said).toContain(sentence);
      expect(said).not.toContain('sk-never-shown');
      expect(endpoint.requests.length).toBeGreaterThan(3);
    },
  );

  it('REC-3 Ctrl-C leaves no process and no file behind', { timeout: 200_000 }, async () => {
    const demo = await startDemo(['--people', '0']);
    await demo.says('Review: the text is read');
    const [name = ''] = await leftIn(demo);
    const services = servicesOf(`${demo.temporary}/${name}`);
    expect(running(services)).toHaveLength(2);
    demo.child.kill('SIGTERM');
    expect(await demo.ended).toBe(0);
    expect(running(services)).toEqual([]);
    expect(await leftIn(demo)).toEqual([]);
    expect(demo.said()).not.toContain('Error');
  });

  it.each([
    [['--people', '2'], {}, '--people is 0 or 1, and not 2'],
    [['--pace', '0'], {}, '--pace is a whole number from 1 to'],
    [['--slow'], {}, 'Unknown option'],
    [
      [],
      { FOLKMOOT_AGENT_MODEL: 'm' },
      'FOLKMOOT_AGENT_URL is not set: the address at which the model is asked',
    ],
    [[], { FOLKMOOT_AGENT_MODLE: 'm' }, 'Nothing here reads FOLKMOOT_AGENT_MODLE.'],
    [
      [],
      {
        FOLKMOOT_AGENT_URL: 'http://127.0.0.1:1',
        FOLKMOOT_AGENT_MODEL: 'm',
        FOLKMOOT_AGENT_SEATS: 'kite,ct',
      },
      'FOLKMOOT_AGENT_SEATS names ct; the agents are opus, aria, kite, wren, sol.',
    ],
    [['--characters', '/nowhere'], {}, '/nowhere/opus.md cannot be read (ENOENT)'],
  ])('AUT-1 refuses what cannot be, before anything starts: %j %j', async (args, environment, sentence) => {
    const reading = async () => readCast(readOptions(args), environment);
    await expect(reading()).rejects.toThrow(sentence);
  });

  it('AUT-1 says what was wrong, and ends with 1', async () => {
    const demo = await startDemo(['--people', '2']);
    expect(await demo.ended).toBe(1);
    expect(demo.said().trim()).toBe('--people is 0 or 1, and not 2: one person has the keyboard.');
    expect(await leftIn(demo)).toEqual([]);
  });
});
