/** Evidence that was tampered with: every lie is found where it stands, by the roots or by what follows. */
import { describe, expect, it } from 'vitest';
import type { Decision } from './decision.ts';
import { contested, foundWithEvidence, moved } from './told.ts';

/** The one elector who is offline was so from one instant to another. */
function awayFrom({ electorate }: Decision['evidence'], from: string, until: string | null): void {
  Object.assign(
    electorate.find(({ offline }) => offline)!,
    { absences: [{ from, until }] },
  );
}

type Saying = readonly [member: string, names: { readonly replyTo?: number; readonly corrects?: number }];

/** Statements in their order, of whom and naming which. */
const saying =
  (...said: readonly Saying[]) =>
  ({ record, evidence }: Decision): void => {
    for (const [place, [member, names]] of said.entries())
      evidence.statements.push({
        decision: record.id,
        number: place + 1,
        member,
        stage: 'review',
        round: 0,
        version: 1,
        text: 'As I said.',
        replyTo: null,
        corrects: null,
        ...names,
        at: record.submittedAt,
      });
  };

describe('a lie', () => {
  it('PRO-4 REC-2 is none that statements answer and correct what stands before them', () => {
    expect(
      foundWithEvidence(
        saying(
          ['m1', {}],
          ['m2', { replyTo: 1 }],
          ['m2', { corrects: 2, replyTo: 1 }],
          ['m2', { corrects: 3, replyTo: 1 }],
          ['m1', { replyTo: 1 }],
        ),
      ),
    ).toEqual([]);
  });

  it('MEM-4 is none that an elector was offline from the opening to the close, and no longer', () => {
    expect(
      foundWithEvidence(({ record, evidence }) => {
        const [vote] = record.votes;
        awayFrom(evidence, vote!.opens, vote!.closedAt);
      }),
    ).toEqual([]);
  });

  it('REC-1 that none was told is believed', () => {
    expect(foundWithEvidence(() => undefined)).toEqual([]);
  });

  it.each<[string, (decision: Decision) => void, string[]]>([
    [
      'a ballot dropped',
      ({ evidence }) => void evidence.ballots.pop(),
      ['evidence /ballots has 20 entries, but the record was made of 21'],
    ],
    [
      'a ballot turned',
      ({ evidence }) => void Object.assign(evidence.ballots[5]!, { choice: 'against' }),
      ['evidence /ballots was changed: its entries do not hash to the root in the record'],
    ],
    [
      'a reason rewritten',
      ({ evidence }) => void Object.assign(evidence.positions[10]!, { reason: 'never mind' }),
      ['evidence /positions was changed: its entries do not hash to the root in the record'],
    ],
    [
      'an elector added',
      ({ evidence }) => void evidence.electorate.push({ ...evidence.electorate[0]!, member: 'zoe' }),
      ['evidence /electorate has 21 entries, but the record was made of 20'],
    ],
  ])('REC-1 in the evidence, %s, is found by the roots', (_, change, sentences) => {
    expect(foundWithEvidence(change, false)).toEqual(expect.arrayContaining(sentences));
  });

  it.each<[string, (decision: Decision) => void, string[]]>([
    [
      'a ballot dropped that was replaced',
      ({ evidence }) => void evidence.ballots.shift(),
      [
        'evidence /ballots/0 bears the number 2, but the 1. answer of m1 is due: one is missing or out of order (PRO-7)',
      ],
    ],
    [
      'the last ballot of an elector dropped',
      ({ evidence }) => void evidence.ballots.splice(2, 1),
      [
        'record /votes/0/tally/for is 14, but 13 follows',
        'record /votes/0/tally/against is 5, but 6 follows',
      ],
    ],
    [
      'a ballot of a stranger put in',
      ({ evidence }) => void evidence.ballots.push({ ...evidence.ballots[0]!, elector: 'zoe' }),
      ['evidence /ballots/21 is of zoe, who is no elector of this decision (VOT-3)'],
    ],
    [
      'a ballot put in at the instant of closing',
      ({ record, evidence }) =>
        void evidence.ballots.push({ ...evidence.ballots[0]!, elector: 'm20', at: record.votes[0]!.closes }),
      [
        `evidence /ballots/21 was given ${contested.record.votes[0]!.closes}, outside the poll’s window (VOT-6)`,
      ],
    ],
    [
      'a ballot on another version',
      ({ evidence }) => void Object.assign(evidence.ballots[4]!, { version: 2 }),
      ['evidence /ballots/4 answers version 2, but the poll was on version 1 (PRO-6)'],
    ],
    [
      'a ballot in a vote that never was',
      ({ evidence }) => void evidence.ballots.push({ ...evidence.ballots[0]!, pollNumber: 2 }),
      ['evidence /ballots/21 is of poll 2, which the record does not have'],
    ],
    [
      'a ballot of another decision',
      ({ evidence }) => void Object.assign(evidence.ballots[3]!, { decision: 'another' }),
      ['evidence /ballots/3 is of the decision another'],
    ],
    [
      'an elector counted twice',
      ({ evidence }) => void evidence.electorate.push(evidence.electorate[0]!),
      ['evidence /electorate/20 stands out of order, or a second time (REC-1, VOT-3)'],
    ],
    [
      'an elector left out',
      ({ evidence }) => void evidence.electorate.pop(),
      ['record /electorate/size is 20, but 19 follows'],
    ],
    [
      'an offline elector called present',
      ({ evidence }) =>
        void Object.assign(
          evidence.electorate.find(({ offline }) => offline)!,
          { offline: false },
        ),
      ['record /votes/0/tally/abstain is 1, but 0 follows'],
    ],
    [
      'an elector called offline who was back a millisecond before the close',
      ({ record, evidence }) =>
        awayFrom(evidence, record.votes[0]!.opens, moved(record.votes[0]!.closedAt, -1)),
      ['record /votes/0/tally/abstain is 1, but 0 follows'],
    ],
    [
      'an elector called offline who was not yet as the vote opened',
      ({ record, evidence }) => awayFrom(evidence, moved(record.votes[0]!.opens, 1), null),
      ['record /votes/0/tally/abstain is 1, but 0 follows'],
    ],
    [
      'an elector called offline who voted meanwhile',
      ({ record, evidence }) => {
        const elector = evidence.electorate.find(({ member }) => member === evidence.ballots[0]!.elector)!;
        Object.assign(elector, { offline: true, absences: [{ from: record.votes[0]!.opens, until: null }] });
      },
      [
        expect.stringMatching(
          /^evidence \/ballots\/0 .* is told to be offline, but an act lifts that \(MEM-4\)$/,
        ),
      ],
    ],
    [
      'a departure of someone who voted',
      ({ record, evidence }) =>
        void evidence.departures.push({
          decision: record.id,
          poll: 'votes',
          pollNumber: 1,
          member: 'm1',
          at: record.votes[0]!.opens,
        }),
      ['evidence /departures/0 m1 is no elector without an answer in this poll (MEM-2)'],
    ],
    [
      'a departure told twice, so that one who left makes the electorate smaller by two',
      ({ record, evidence }) => {
        const departure = {
          decision: record.id,
          poll: 'votes' as const,
          pollNumber: 1,
          member: 'm20',
          at: record.votes[0]!.opens,
        };
        evidence.departures.push(departure, { ...departure });
      },
      [
        'evidence /departures/1 stands out of order, or a second time (REC-1, VOT-3)',
        'record /votes/0/tally/electorate is 20, but 19 follows',
      ],
    ],
    [
      'ballots in another order',
      ({ evidence }) => void evidence.ballots.reverse(),
      ['evidence /ballots/1 stands out of order, or a second time (REC-1, VOT-3)'],
    ],
    [
      'electors in another order',
      ({ evidence }) => void evidence.electorate.reverse(),
      ['evidence /electorate/1 stands out of order, or a second time (REC-1, VOT-3)'],
    ],
    [
      'a statement left out',
      ({ evidence }) =>
        void evidence.statements.push({
          decision: contested.record.id,
          number: 2,
          member: 'm1',
          stage: 'review',
          round: 0,
          version: 1,
          text: 'As I said.',
          replyTo: null,
          corrects: null,
          at: contested.record.submittedAt,
        }),
      ['evidence /statements/0 bears the number 2, but statement 1 is due (REC-2)'],
    ],
    [
      'a reply to what was not said yet',
      saying(['m1', { replyTo: 1 }]),
      ['evidence /statements/0/replyTo names 1, which stands not before it (PRO-4)'],
    ],
    [
      'a correction of what another said',
      saying(['m1', {}], ['m2', { corrects: 1 }]),
      ['evidence /statements/1/corrects names 1, which m2 could not correct (REC-2)'],
    ],
    [
      'a second correction of the same',
      saying(['m1', {}], ['m1', { corrects: 1 }], ['m1', { corrects: 1 }]),
      ['evidence /statements/2/corrects names 1, which m1 could not correct (REC-2)'],
    ],
    [
      'a reply that becomes one to another by its correction',
      saying(['m1', {}], ['m2', {}], ['m1', { replyTo: 2 }], ['m1', { corrects: 3, replyTo: 1 }]),
      ['evidence /statements/3/replyTo is not what statement 3 answers (REC-2)'],
    ],
    [
      'a block turned into agreement',
      ({ evidence }) =>
        void Object.assign(
          evidence.positions.find(({ choice }) => choice === 'block')!,
          { choice: 'agree' },
        ),
      [
        'record /rounds/0/positions/counts/agree is 10, but 11 follows',
        'record /dissent/none is false, but true follows',
      ],
    ],
    [
      'a ranking turned',
      ({ evidence }) => void Object.assign(evidence.preferences[0]!, { ranking: [['status-quo']] }),
      ['record /rounds/0/preferences/condorcetWinner is "proposal", but "status-quo" follows'],
    ],
    [
      'a ranking of an option that is none',
      ({ evidence }) => void Object.assign(evidence.preferences[0]!, { ranking: [['another']] }),
      [
        'record /rounds/0/preferences cannot be computed: a ranking names an option that version 1 does not have (CON-1)',
      ],
    ],
    [
      'a preference map turned',
      ({ evidence }) => void Object.assign(evidence.preferenceMaps[0]!.map, { condorcetWinner: null }),
      ['evidence /preferenceMaps/0 is not the map that the rankings of round 1 give (CON-1)'],
    ],
    [
      'a preference map left out',
      ({ evidence }) => void evidence.preferenceMaps.pop(),
      ['evidence /preferenceMaps has the maps of the rounds 1, 2, but 1, 2, 3 were judged (CON-1)'],
    ],
    [
      'a preference map twice in the place of another',
      ({ evidence }) => void evidence.preferenceMaps.splice(1, 1, evidence.preferenceMaps[0]!),
      ['evidence /preferenceMaps has the maps of the rounds 1, 1, 3, but 1, 2, 3 were judged (CON-1)'],
    ],
    [
      'a text changed',
      ({ evidence }) => void Object.assign(evidence.versions[0]!.content, { title: 'Another title' }),
      ['record /title is "A second workshop day", but "Another title" follows'],
    ],
    [
      'a timeline that tells another tally',
      ({ evidence }) => {
        const closed = evidence.timeline.find(({ kind }) => kind === 'vote-closed');
        (closed!.facts.tally as { for: number }).for = 15;
      },
      ['evidence /timeline/9/facts/tally is not what the record says'],
    ],
    [
      'a timeline that tells other positions',
      ({ evidence }) => {
        const closed = evidence.timeline.find(({ kind }) => kind === 'round-closed');
        (closed!.facts.positions as { agree: number }).agree = 11;
      },
      ['evidence /timeline/3/facts/positions is not what the record says'],
    ],
    [
      'a timeline that tells another author',
      ({ evidence }) => void Object.assign(evidence.timeline[0]!.facts, { by: 'm2' }),
      ['evidence /timeline/0/facts/by is not what the record says'],
    ],
    [
      'a timeline from which a vote was taken',
      ({ evidence }) => void evidence.timeline.splice(9, 1),
      [
        'evidence /timeline/9 bears the number 11, but entry 10 is due (REC-2)',
        'evidence /timeline tells 0 times of vote-closed, but the record has 1',
      ],
    ],
    [
      'a timeline that goes on after its ending',
      ({ evidence }) =>
        void evidence.timeline.push({ ...evidence.timeline.at(-1)!, number: evidence.timeline.length + 1 }),
      ['evidence /timeline/11 is an ending, but the timeline goes on after it (PRO-9)'],
    ],
    [
      'an entry from before the one that it follows',
      ({ evidence }) =>
        void Object.assign(evidence.timeline[5]!, { at: moved(evidence.timeline[4]!.at, -1) }),
      [
        `evidence /timeline/5/at is ${moved(contested.evidence.timeline[4]!.at, -1)}, before ${contested.evidence.timeline[4]!.at}, the instant of the entry before it (REC-4)`,
      ],
    ],
    [
      'an entry that happened after it was told',
      ({ evidence: { timeline } }) =>
        void Object.assign(timeline[5]!.facts, { happenedAt: moved(timeline[5]!.at, 1) }),
      ['evidence /timeline/5/facts/happenedAt is no instant before that of the entry (REC-4)'],
    ],
    [
      'a timeline whose facts are no texts',
      ({ evidence }) =>
        void Object.assign(evidence.timeline.at(-1)!.facts, {
          rule: { toString: 1 },
          outcome: { valueOf: 1 },
        }),
      ['record /ending/rule is "EXE-1", but "" follows'],
    ],
    [
      'a timeline without an ending',
      ({ evidence }) => void evidence.timeline.pop(),
      ['evidence /timeline has no ending (PRO-9)'],
    ],
  ])('REC-1 in the evidence with its roots mended, %s, is found where it stands', (_, change, sentences) => {
    expect(foundWithEvidence(change)).toEqual(expect.arrayContaining(sentences));
  });

  it('REC-1 is told of a hundred times at most', () => {
    const differing = foundWithEvidence(({ evidence }) => {
      for (const ballot of evidence.ballots) Object.assign(ballot, { version: 9 });
      for (const part of ['positions', 'electorate', 'ballots'] as const)
        for (const entry of evidence[part]) Object.assign(entry, { decision: 'another' });
      evidence.electorate.push(
        ...Array.from({ length: 100 }, (_, place) => ({
          decision: 'x',
          member: `x${place}`,
          offline: false,
        })),
      );
    });
    expect(differing).toHaveLength(100);
  });
});
