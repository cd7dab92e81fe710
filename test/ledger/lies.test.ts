/** A record or evidence that was tampered with: every lie is found where it stands. */
import { describe, expect, it } from 'vitest';
import type { Position } from '../../rules/model.ts';
import { all, decide, type Decision, mended } from './decision.ts';
import { ballots, differences, twenty } from './ways.ts';

describe('a lie', () => {
  const decision = decide({
    electors: twenty,
    offline: ['m20'],
    rounds: [
      {
        positions: [...all<Position>(twenty.slice(0, 10), 'agree'), ['m11', 'block']],
        rankings: [['m1', [['proposal']]]],
      },
    ],
    votes: [{ ballots: [...ballots(14, 5), ['m1', 'against', 2], ['m1', 'for', 3]] }],
  });

  /** The differences after a change, as a forger would leave it: with the roots in the record mended. */
  function after(change: (decision: Decision) => void, mend = true): readonly string[] {
    const forged = JSON.parse(JSON.stringify(decision)) as Decision;
    change(forged);
    const record = mend ? mended(forged.record, forged.evidence) : forged.record;
    return differences({ record, evidence: forged.evidence }).map(
      ({ document, pointer, sentence }) => `${document} ${pointer} ${sentence}`,
    );
  }

  it('REC-1 that none was told is believed', () => {
    expect(after(() => undefined)).toEqual([]);
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
    expect(after(change, false)).toEqual(expect.arrayContaining(sentences));
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
        `evidence /ballots/21 was given ${decision.record.votes[0]!.closes}, outside the poll’s window (VOT-6)`,
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
      ['evidence /timeline/4/facts/tally is not what the record says'],
    ],
    [
      'a timeline without an ending',
      ({ evidence }) => void evidence.timeline.pop(),
      ['evidence /timeline has no ending (PRO-9)'],
    ],
  ])('REC-1 in the evidence with its roots mended, %s, is found where it stands', (_, change, sentences) => {
    expect(after(change)).toEqual(expect.arrayContaining(sentences));
  });

  it.each<[string, (decision: Decision) => void, string]>([
    [
      'a tally edited',
      ({ record }) => void Object.assign(record.votes[0]!.tally!, { for: 15, against: 4 }),
      'record /votes/0/tally/for is 15, but 14 follows',
    ],
    [
      'a tally that does not add up',
      ({ record }) => void Object.assign(record.votes[0]!.tally!, { for: 15 }),
      'record /votes/0/tally/participating is 20, but 21 follows',
    ],
    [
      'another verdict',
      ({ record }) => void Object.assign(record.votes[0]!.tally!, { verdict: 'rejected' }),
      'record /votes/0/tally/verdict is "rejected", but "adopted" follows',
    ],
    [
      'another outcome',
      ({ record }) => void Object.assign(record, { outcome: 'rejected' }),
      'record /outcome is rejected, but adopted follows (VOT-1)',
    ],
    [
      'an outcome of no way at all',
      ({ record }) => void Object.assign(record, { outcome: 'withdrawn' }),
      'record /outcome is withdrawn, but adopted follows (VOT-1)',
    ],
    [
      'a lower quorum',
      ({ record }) => void Object.assign(record.rules.category, { quorum: { num: 1, den: 4 } }),
      'record /electorate/quorum is 15, but 5 follows',
    ],
    [
      'a softer threshold',
      ({ record }) => void Object.assign(record.rules.category.threshold!, { num: 3, den: 4 }),
      'record /votes/0/tally/threshold/num is 2, but 3 follows',
    ],
    [
      'an electorate larger than was fixed',
      ({ record }) => void Object.assign(record.votes[0]!.tally!, { electorate: 21 }),
      'record /votes/0/tally/electorate is 21, more than the electorate of 20 that was fixed',
    ],
    [
      'consensus called reached',
      ({ record }) => void Object.assign(record.rounds[0]!.positions!.consensus, { reached: true }),
      'record /rounds/0/positions/consensus/reached is true, but false follows',
    ],
    [
      'a shorter window',
      ({ record }) => void Object.assign(record.votes[0]!, { closes: record.votes[0]!.opens }),
      'follows (PRO-7)',
    ],
    [
      'a shorter review',
      ({ record }) => void Object.assign(record.rounds[0]!, { opens: record.submittedAt }),
      '(PRO-3)',
    ],
    [
      'a vote called closed by everyone',
      ({ record }) => void Object.assign(record.votes[0]!, { closedAt: record.votes[0]!.opens }),
      'but only 19 of 20 electors had answered (PRO-4, PRO-7)',
    ],
    [
      'a round left out',
      ({ record }) => void record.rounds.splice(2, 1),
      'record /outcome is executed, but the rounds and votes do not lead to an ending',
    ],
    [
      'a vote too many',
      ({ record }) => void record.votes.push({ ...record.votes[0]!, vote: 2 }),
      'record /votes/1 was not due any more',
    ],
    [
      'another reason',
      ({ record }) => void Object.assign(record.rationale.at(-1)!, { rule: 'DEA-2' }),
      'record /rationale/4/rule is "DEA-2", but "EXE-1" follows',
    ],
    [
      'dissent denied',
      ({ record }) => void Object.assign(record.dissent, { none: true, count: 0, positions: [] }),
      'record /dissent/count is 0, but 1 follows',
    ],
    [
      'another end',
      ({ record }) => void Object.assign(record, { endedAt: record.submittedAt }),
      'when the last poll closed',
    ],
    [
      'another hash of the text',
      ({ record }) => void Object.assign(record.versions[0]!, { hash: 'f'.repeat(64) }),
      'record /versions/0/hash is "ffff',
    ],
  ])('REC-1 in the record, %s, is found where it stands', (_, change, sentence) => {
    expect(after(change).join('\n')).toContain(sentence);
  });

  it('REC-1 is told of a hundred times at most', () => {
    const differing = after(({ evidence }) => {
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

describe('a lie about windows', () => {
  const extended = decide({
    electors: twenty,
    votes: [{ ballots: [...ballots(14, 0), ['m15', 'for', 80]] }],
  });
  const deadlocked = decide({
    electors: twenty,
    votes: [{ ballots: ballots(10, 8) }, { ballots: ballots(10, 8) }, { ballots: ballots(15, 5) }],
  });
  const day = 86_400_000;
  const moved = (instant: string, by: number): string => new Date(Date.parse(instant) + by).toISOString();

  it.each<[string, Decision, (record: Decision['record']) => void, string]>([
    [
      'an extension that the charter does not allow',
      extended,
      ({ rules }) => void Object.assign(rules.charter.voting, { extensions: 0 }),
      'has 1 extensions, but the charter allows 0 (PRO-8)',
    ],
    [
      'an extension of another length',
      extended,
      ({ votes }) => void Object.assign(votes[0]!.extended[0]!, { closes: moved(votes[0]!.closes, day) }),
      '/votes/0/extended/0/closes is',
    ],
    [
      'an extension that begins before the window ends',
      extended,
      ({ votes }) => void Object.assign(votes[0]!.extended[0]!, { at: moved(votes[0]!.extended[0]!.at, -1) }),
      '(PRO-8)',
    ],
    [
      'an extension that begins a little late, though not by an outage',
      extended,
      ({ votes }) => void Object.assign(votes[0]!.extended[0]!, { at: moved(votes[0]!.extended[0]!.at, 1) }),
      'but the window before ends',
    ],
    [
      'an extension that was missing',
      extended,
      ({ votes }) => void votes[0]!.extended.pop(),
      '/votes/0/closes is',
    ],
    [
      'an extension of a quorate vote',
      extended,
      ({ votes }) => void Object.assign(votes[0]!.extended[0]!.tally.quorum, { met: true }),
      'a quorate vote is not extended (PRO-8)',
    ],
    [
      'a vote that closes after its window',
      extended,
      ({ votes }) => void Object.assign(votes[0]!, { closedAt: moved(votes[0]!.closes, 1) }),
      '/votes/0/closedAt is after the window’s end',
    ],
    [
      'a third vote that was not deferred',
      deadlocked,
      ({ votes }) => void Object.assign(votes[2]!, { opens: moved(votes[1]!.closedAt, day) }),
      'but it is deferred until',
    ],
    [
      'a vote that opens before the last round has closed',
      deadlocked,
      ({ votes }) => void Object.assign(votes[0]!, { opens: moved(votes[0]!.opens, -day) }),
      'when what came before ended',
    ],
    [
      'a round of another length',
      deadlocked,
      ({ rounds }) => void Object.assign(rounds[1]!, { closes: moved(rounds[1]!.closes, 1) }),
      'follows (PRO-4)',
    ],
    [
      'a poll on a text that never was in force',
      deadlocked,
      ({ votes }) => void Object.assign(votes[0]!, { version: 2 }),
      'is 2, but version 1 was in force at its opening (PRO-6)',
    ],
  ])('REC-1 finds %s', (_, told, change, sentence) => {
    const { record, evidence } = JSON.parse(JSON.stringify(told)) as Decision;
    expect(differences({ record, evidence })).toEqual([]);
    change(record);
    const found = differences({ record, evidence }).map(
      ({ pointer, sentence: says }) => `${pointer} ${says}`,
    );
    expect(found.join('\n')).toContain(sentence);
  });

  it('MEM-4 may wait for who is offline, as long as the charter says and no longer', () => {
    const offline = { ...deadlocked.record.rules.charter.offline, policy: 'wait' as const };
    const vote = decide({ electors: twenty, charter: { offline }, votes: [{ ballots: ballots(14, 6) }] });
    const waited = (by: number) => {
      const { record, evidence } = JSON.parse(JSON.stringify(vote)) as Decision;
      const closes = moved(record.votes[0]!.closes, by);
      Object.assign(record.votes[0]!, { closes, closedAt: closes });
      Object.assign(record, { endedAt: closes });
      return differences({ record, evidence }).map(({ pointer }) => pointer);
    };
    expect(waited(offline.wait)).not.toContain('/votes/0/closes');
    expect(waited(offline.wait + 1)).toContain('/votes/0/closes');
    expect(waited(-1)).toContain('/votes/0/closes');
  });
});
