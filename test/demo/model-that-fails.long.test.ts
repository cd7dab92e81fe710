/** `folkmoot demo` with a model that fails and a person at a pipe, and stopped in the middle (VOT-1, REC-3). */
import { describe, expect, it } from 'vitest';
import { running, servicesOf } from '../embedded/support/moot.ts';
import { json, openEndpoint } from './support/endpoint.ts';
import { leftIn, startDemo, unwrapped } from './support/running.ts';

describe('folkmoot demo', () => {
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
});
