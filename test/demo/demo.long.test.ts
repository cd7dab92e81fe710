/** `folkmoot demo` as people run it: a whole story by agents over MCP, proved at its end, and nothing of it left (REC-3, AUT-1). */
import { describe, expect, it } from 'vitest';
import { readCast } from '../../demo/cast.ts';
import { readOptions } from '../../demo/options.ts';
import { leftIn, startDemo, unwrapped } from './support/running.ts';

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
        'Who took part: 4 agents in person, 1 agent represented, nobody assumed to abstain, nobody absent.',
        'Adopted, and done. Wren holds 240 watch-hours until',
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
