/** Who took part in a decision’s polls, people and agents apart, and the reasons against: counted again, and lies about them found. */
import { describe, expect, it } from 'vitest';
import type { Participation } from '../../rules/polls/participation.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { type Decision, mended } from './decision.ts';
import { contested, copy } from './told.ts';
import { differences } from './ways.ts';

const nobody = { person: 0, agent: 0 };

/** The first ten are people, the others agents; the last of them is offline. */
const isAgent = (member: string): boolean => Number(member.slice(1)) > 10;

const silent: Participation = {
  counted: nobody,
  represented: nobody,
  assumed: nobody,
  absent: { person: 10, agent: 10 },
  recused: 0,
};

/** The decision with its electorate’s kinds, and what its record has to say of them. */
function told(change: (decision: Decision) => void = () => undefined): Decision {
  const decision = copy(contested);
  const { record, evidence } = decision;
  for (const elector of evidence.electorate)
    Object.assign(elector, { kind: isAgent(elector.member) ? 'agent' : 'person' });
  const [first, second, third] = record.rounds;
  Object.assign(first!, {
    participation: { ...silent, counted: { person: 10, agent: 1 }, absent: { person: 0, agent: 9 } },
  });
  Object.assign(second!, { participation: silent });
  Object.assign(third!, { participation: silent });
  const at = evidence.ballots.find(({ elector }) => elector === 'm15')!.at;
  Object.assign(record.votes[0]!, {
    participation: {
      ...silent,
      counted: { person: 10, agent: 9 },
      assumed: { person: 0, agent: 1 },
      absent: nobody,
    },
    reasonsAgainst: ['m15', 'm16', 'm17', 'm18', 'm19'].map((member) => ({
      member,
      reason: 'as I see it',
      at,
    })),
  });
  change(decision);
  return { ...decision, record: mended(record, evidence) };
}

const found = (change?: (decision: Decision) => void): readonly string[] =>
  differences(told(change)).map(({ document, pointer, sentence }) => `${document} ${pointer} ${sentence}`);

const foundAlone = (change: (decision: Decision) => void): readonly string[] =>
  recompute(told(change).record, null).map(({ pointer, sentence }) => `${pointer} ${sentence}`);

describe('who took part', () => {
  it('VOT-5 MEM-4 is counted again of people and agents apart', () => {
    expect(found()).toEqual([]);
  });

  it('REC-1 is told of no decision whose electorate was fixed without kinds, and its record stands as it is', () => {
    expect(differences(contested)).toEqual([]);
    expect(contested.record.votes[0]).not.toHaveProperty('participation');
  });

  it.each<[string, (decision: Decision) => void, string[]]>([
    [
      'an agent told as a person',
      ({ evidence }) =>
        void Object.assign(
          evidence.electorate.find(({ member }) => member === 'm15')!,
          { kind: 'person' },
        ),
      [
        'record /rounds/0/participation/absent/agent is 9, but 8 follows',
        'record /rounds/0/participation/absent/person is 0, but 1 follows',
        'record /rounds/1/participation/absent/agent is 10, but 9 follows',
        'record /rounds/1/participation/absent/person is 10, but 11 follows',
        'record /rounds/2/participation/absent/agent is 10, but 9 follows',
        'record /rounds/2/participation/absent/person is 10, but 11 follows',
        'record /votes/0/participation/counted/agent is 9, but 8 follows',
        'record /votes/0/participation/counted/person is 10, but 11 follows',
      ],
    ],
    [
      'an elector without a kind',
      ({ evidence }) => {
        delete evidence.electorate[0]!.kind;
      },
      expect.arrayContaining([
        expect.stringMatching(/^record \/votes\/0\/participation is .*, but nothing follows$/),
      ]) as string[],
    ],
    [
      'agents shown as if people had decided',
      ({ record }) =>
        void Object.assign(record.votes[0]!.participation!, { counted: { person: 19, agent: 0 } }),
      [
        'record /votes/0/participation/counted/agent is 0, but 9 follows',
        'record /votes/0/participation/counted/person is 19, but 10 follows',
      ],
    ],
    [
      'a reason against left out',
      ({ record }) => void record.votes[0]!.reasonsAgainst!.shift(),
      expect.arrayContaining([
        expect.stringContaining('record /votes/0/reasonsAgainst/0/member is "m16"'),
      ]) as string[],
    ],
    [
      'who took part left out',
      ({ record }) => {
        delete record.votes[0]!.participation;
      },
      expect.arrayContaining([
        expect.stringContaining('record /votes/0/participation is nothing'),
      ]) as string[],
    ],
    [
      'a recused member where nobody’s own case it is',
      ({ record }) => void Object.assign(record.votes[0]!.participation!, { recused: 1 }),
      ['record /votes/0/participation/recused is 1, but 0 follows'],
    ],
  ])('GUA-2 REC-1 a lie: %s', (_what, change, sentences) => {
    expect(found(change)).toEqual(sentences);
  });

  it.each<[string, (decision: Decision) => void, string]>([
    [
      'somebody absent whose vote was counted',
      ({ record }) =>
        void Object.assign(record.votes[0]!.participation!, { absent: { person: 1, agent: 0 } }),
      '/votes/0/participation has 1 absent, but 0 of the 20 were (VOT-5)',
    ],
    [
      'a vote represented that was cast in person',
      ({ record }) =>
        void Object.assign(record.votes[0]!.participation!, { represented: { person: 1, agent: 0 } }),
      '/votes/0/participation has 1 represented, but 0 of the 20 were (VOT-5)',
    ],
    [
      'a position assumed',
      ({ record }) =>
        void Object.assign(record.rounds[1]!.participation!, { assumed: { person: 0, agent: 1 } }),
      '/rounds/1/participation has 1 counted or assumed, but 0 of the 20 were (VOT-5)',
    ],
    [
      'a reason against too many',
      ({
        record: {
          votes: [vote],
        },
      }) => void Object.assign(vote!.tally!, { against: 4 }),
      '/votes/0/reasonsAgainst has 5 reasons, but 4 at most stand there (VOT-7)',
    ],
  ])('VOT-5 a lie that the record alone betrays: %s', (_what, change, sentence) => {
    expect(foundAlone(change)).toContain(sentence);
  });
});
