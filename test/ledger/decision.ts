/** A decision told as a script, played by the protocol in plain code: its record and evidence as the engine would keep them. */
import { canonicalBytes, canonicalJson } from '../../ledger/canonical.ts';
import { composeRecord } from '../../ledger/composition.ts';
import {
  type Answer,
  type Evidence,
  evidenceFormat,
  type TimelineEntry,
} from '../../ledger/evidence-schema.ts';
import { rootsOf, textsOf } from '../../ledger/evidence.ts';
import {
  partNames,
  type RecordDocument,
  type RecordRules,
  type RoundRecord,
  type VoteRecord,
} from '../../ledger/record-schema.ts';
import { consensus } from '../../rules/consensus.ts';
import { guardianMayAdopt } from '../../rules/deadlock.ts';
import type { Choice, Position } from '../../rules/model.ts';
import { optionsOf } from '../../rules/options.ts';
import { preferenceMap } from '../../rules/preferences.ts';
import { leastWhole } from '../../rules/share.ts';
import { tallyOf } from '../../rules/tally.ts';
import { category, charter } from '../rules/charter.ts';

export const decisionId = '0190a1b2-0000-7000-8000-000000000001';
const start = '2026-01-05T09:00:00.000Z';
const hour = 3_600_000;

const later = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) + hours * hour).toISOString();

/** What members say, one after another, and how many hours after the opening. */
export type Said<What> = readonly (readonly [member: string, what: What, hours?: number])[];

interface RoundScript {
  readonly positions?: Said<Position>;
  readonly rankings?: Said<string[][]>;
  /** Closes when everyone has a position, so many hours after its opening. */
  readonly after?: number;
  readonly amended?: true;
}

interface VoteScript {
  readonly ballots: Said<Choice>;
  /** Hours after the opening at which members depart without having voted. */
  readonly departures?: Said<'departed'>;
  readonly after?: number;
}

export interface Script {
  readonly id?: string;
  readonly electors: readonly string[];
  readonly offline?: readonly string[];
  readonly category?: Partial<RecordRules['category']>;
  readonly charter?: Partial<RecordRules['charter']>;
  readonly rounds?: readonly RoundScript[];
  readonly votes?: readonly VoteScript[];
  /** The guardian's word on the last deadlock; silence unless given. */
  readonly guardian?: { readonly adopt: boolean; readonly reason: string };
  /** The author withdraws in this round. */
  readonly withdrawnIn?: number;
  readonly text?: string;
}

export interface Decision {
  readonly record: RecordDocument;
  readonly evidence: Evidence;
  readonly recordBytes: Buffer;
  readonly evidenceBytes: Buffer;
}

/** Electors by name: `m1`, `m2`, … */
export const people = (number: number): string[] => Array.from({ length: number }, (_, one) => `m${one + 1}`);

/** Each of these members says the same. */
export const all = <What>(members: readonly string[], what: What, hours = 1): Said<What> =>
  members.map((member) => [member, what, hours]);

export function decide(script: Script): Decision {
  const play = new Map<string, Answer[]>([
    ['ballots', []],
    ['positions', []],
    ['preferences', []],
  ]);
  const { electors, offline = [], id = decisionId } = script;
  const { offline: policy, guardian, review, discussion, voting, deadlock } = charter();
  const rules: RecordRules = {
    category: { ...category(), ...script.category } as RecordRules['category'],
    charter: {
      offline: policy,
      guardian,
      review,
      discussion,
      voting,
      deadlock,
      ...script.charter,
    },
  };
  const bar = { threshold: rules.category.threshold ?? fail('no threshold'), quorum: rules.category.quorum };
  const timeline: Omit<TimelineEntry, 'decision' | 'number'>[] = [];
  const note = (at: string, kind: string, facts: Record<string, unknown> = {}): void =>
    void timeline.push({ at, kind, facts });
  const content = (version: number) => ({
    title: 'A second workshop day',
    text: script.text ?? `The workshop opens on Thursdays too (${version}).`,
    rationale: 'The queue on Tuesdays is two weeks long.',
    impact: { affected: 'everyone' as const, statement: 'Two stewards give an evening a week.' },
    alternatives: [{ title: 'Longer Tuesdays', text: 'Until ten.' }],
    action: { type: 'none' },
  });
  const versions: Evidence['versions'] = [
    { decision: id, version: 1, round: 0, at: start, inForceAt: start, content: content(1) },
  ];
  const options = optionsOf(content(1)).map((option) => option.id);
  const departures: Evidence['departures'] = [];
  const preferenceMaps: Evidence['preferenceMaps'] = [];
  const rounds: RoundRecord[] = [];
  const votes: VoteRecord[] = [];

  const size = electors.length;
  const quorum = rules.category.quorum === null ? 0 : leastWhole(rules.category.quorum, size);
  const charterOfRecord = { version: 1, hash: '0'.repeat(64), pace: 1 };
  note(start, 'submitted', {
    by: 'm1',
    electorate: { size, quorum },
    charter: { version: 1, hash: charterOfRecord.hash },
  });
  let now = later(start, (rules.charter.review ?? 0) / hour);
  let version = 1;

  const answer = (part: string, poll: Answer['poll'], number: number, opens: string, said: Said<unknown>) => {
    const counted = new Map<string, number>();
    const given = said.map(([elector, what, hours = 1]) => {
      const own = (counted.get(elector) ?? 0) + 1;
      counted.set(elector, own);
      const ranking = poll === 'preferences';
      return {
        decision: id,
        poll,
        pollNumber: number,
        elector,
        number: own,
        choice: ranking ? null : what,
        ranking: ranking ? what : null,
        reason: what === 'agree' || ranking ? null : 'as I see it',
        version,
        at: later(opens, hours),
      } as Answer;
    });
    play.set(part, [...(play.get(part) ?? []), ...given.toSorted(byElector)]);
    return new Map(given.map((one) => [one.elector, one]));
  };

  const round = (told: RoundScript | undefined): 'adopted' | 'withdrawn' | undefined => {
    const number = rounds.length + 1;
    const opens = now;
    const closes = later(opens, rules.charter.discussion.round / hour);
    const taken = answer('positions', 'positions', number, opens, told?.positions ?? []);
    const ranked = answer('preferences', 'preferences', number, opens, told?.rankings ?? []);
    const head = { round: number, version, opens, closes };
    if (script.withdrawnIn === number) {
      const at = later(opens, 2);
      rounds.push({ ...head, closedAt: at, positions: null, preferences: null });
      note(at, 'ended', {
        outcome: 'withdrawn',
        rule: 'PRO-6',
        by: 'm1',
        at,
        stage: 'discussion',
        round: number,
      });
      return 'withdrawn';
    }
    const counts = { agree: 0, 'agree-with-reservations': 0, 'stand-aside': 0, block: 0 };
    for (const { choice } of taken.values()) counts[choice as Position] += 1;
    const judged = consensus(counts, electors.length, rules.category, rules.charter);
    const closedAt = told?.after === undefined ? closes : later(opens, told.after);
    const map = {
      options,
      ...preferenceMap(
        options,
        'status-quo',
        [...ranked.values()].map(({ ranking }) => ranking ?? []),
      ),
    };
    preferenceMaps.push({ decision: id, round: number, map: structuredClone(map) });
    rounds.push({
      ...head,
      closedAt,
      positions: { counts, electorate: electors.length, consensus: judged },
      preferences: { rankings: ranked.size, condorcetWinner: map.condorcetWinner },
    });
    note(closedAt, 'round-closed', { round: number, closedAt, positions: counts, consensus: judged });
    now = closedAt;
    if (told?.amended === true) {
      version += 1;
      versions.push({
        decision: id,
        version,
        round: number,
        at: later(opens, 3),
        inForceAt: closedAt,
        content: content(version),
      });
      now = later(closedAt, (rules.charter.review ?? 0) / hour);
      return undefined;
    }
    return judged.reached ? 'adopted' : undefined;
  };

  const vote = (told: VoteScript | undefined): VoteRecord => {
    const number = votes.length + 1;
    const opens = now;
    const window = rules.charter.voting.window / hour;
    const gone = (told?.departures ?? []).map(([member, , hours = 1]) => ({
      member,
      at: later(opens, hours),
    }));
    answer('ballots', 'votes', number, opens, told?.ballots ?? []);
    const tallied = (until: string) => {
      const cast = new Map<string, Choice>();
      for (const [member, choice, hours = 1] of told?.ballots ?? [])
        if (later(opens, hours) < until) cast.set(member, choice);
      const present = electors.filter(
        (member) => !gone.some((one) => one.member === member && one.at < until),
      );
      const voted = { for: 0, against: 0, abstain: 0 };
      for (const choice of cast.values()) voted[choice] += 1;
      const out = present.filter((member) => !cast.has(member));
      return tallyOf(
        {
          ...voted,
          represented: 0,
          electorate: present.length,
          answered: cast.size,
          offlineUnanswered: out.filter((member) => offline.includes(member)).length,
        },
        bar,
        rules.charter,
      );
    };
    const extended: VoteRecord['extended'] = [];
    let closes = later(opens, window);
    while (
      told?.after === undefined &&
      !tallied(closes).quorum.met &&
      extended.length < rules.charter.voting.extensions
    ) {
      const tally = tallied(closes);
      const extension = { at: closes, closes: later(closes, window), tally };
      extended.push(extension);
      note(closes, 'vote-extended', { vote: number, ...extension });
      closes = later(closes, window);
    }
    const closedAt = told?.after === undefined ? closes : later(opens, told.after);
    const tally = tallied(told?.after === undefined ? closes : later(closedAt, 1));
    departures.push(
      ...gone.map(({ member, at }) => ({
        decision: id,
        poll: 'votes' as const,
        pollNumber: number,
        member,
        at,
      })),
    );
    note(closedAt, 'vote-closed', { vote: number, closedAt, tally });
    now = closedAt;
    const closed = { vote: number, version, opens, closes, closedAt, extended, tally };
    votes.push(closed);
    return closed;
  };

  const end = (outcome: string, rule: string, facts: Record<string, unknown> = {}) =>
    note(now, 'ended', { outcome, rule, ...facts });

  const discuss = (most: number): 'adopted' | 'withdrawn' | undefined => {
    for (let left = most; left > 0; left -= 1) {
      const ended = round(script.rounds?.[rounds.length]);
      if (ended !== undefined) return ended;
    }
    return undefined;
  };
  const adopted = () => end('executed', 'EXE-1', { action: 'none', result: {} });

  const path = (): void => {
    const { extraRounds = 0, deferral = 0 } = rules.charter.deadlock ?? {};
    for (const [turn, before] of [rules.charter.discussion.rounds, extraRounds, 0].entries()) {
      const ended = discuss(before);
      if (ended === 'withdrawn') return;
      if (ended === 'adopted') return adopted();
      if (turn === 2) now = later(now, deferral / hour);
      const { verdict } = vote(script.votes?.[votes.length]).tally ?? fail('no tally');
      if (verdict === 'adopted') return adopted();
      if (verdict !== 'deadlock')
        return end(verdict, verdict === 'rejected' ? 'DEA-1' : 'PRO-8', { vote: votes.length });
    }
    const last = votes.at(-1)?.tally ?? fail('no vote');
    if (!guardianMayAdopt(last, rules.charter, rules.category))
      return end('rejected', 'DEA-2', { vote: 3, guardian: 'may not resolve' });
    const closes = later(now, (rules.charter.guardian?.answer ?? 0) / hour);
    note(now, 'guardian-resolution-opened', { opens: now, closes, guardian: 'ct' });
    if (script.guardian === undefined) {
      now = closes;
      return end('rejected', 'DEA-2', { guardian: 'ct', silent: true, recused: null });
    }
    now = later(now, 5);
    note(now, 'guardian-resolved', { guardian: 'ct', ...script.guardian });
    return script.guardian.adopt
      ? adopted()
      : end('rejected', 'DEA-2', { guardian: 'ct', ...script.guardian });
  };
  path();

  const evidence: Evidence = {
    ballots: play.get('ballots') as Evidence['ballots'],
    departures: departures.toSorted(byMember),
    electorate: electors
      .toSorted()
      .map((member) => ({ decision: id, member, offline: offline.includes(member) })),
    format: evidenceFormat,
    positions: play.get('positions') as Evidence['positions'],
    preferenceMaps,
    preferences: play.get('preferences') as Evidence['preferences'],
    statements: [],
    timeline: timeline.map((entry, place) => ({ decision: id, number: place + 1, ...entry })),
    versions,
  };
  const dissent = rounds.flatMap(({ round: number }) => {
    const own = evidence.positions.filter((one) => one.pollNumber === number);
    const last = new Map(own.map((one) => [one.elector, one]));
    return [...last.values()]
      .filter(({ choice }) => choice !== 'agree')
      .map(({ elector, choice, reason, version: answered, at }) => ({
        round: number,
        member: elector,
        position: choice,
        reason,
        version: answered,
        at,
      }));
  });
  const record = composeRecord({
    id,
    category: rules.category.name,
    tier: rules.category.tier,
    author: 'm1',
    createdAt: start,
    submittedAt: start,
    links: [],
    charter: charterOfRecord,
    rules,
    electorate: { size, quorum },
    version,
    rounds,
    votes,
    versions: evidence.versions,
    timeline: evidence.timeline,
    dissent,
    evidence: rootsOf(textsOf(evidence, () => canonicalJson)),
  });
  return { record, evidence, recordBytes: canonicalBytes(record), evidenceBytes: canonicalBytes(evidence) };
}

/** The record of changed evidence, as a forger would mend its roots. */
export function mended(record: RecordDocument, evidence: Evidence): RecordDocument {
  const roots = rootsOf(textsOf(evidence, () => canonicalJson));
  return {
    ...record,
    evidence: Object.fromEntries(partNames.map((part) => [part, roots[part]])) as RecordDocument['evidence'],
  };
}

const byElector = (one: Answer, other: Answer): number =>
  one.elector < other.elector ? -1 : one.elector > other.elector ? 1 : one.number - other.number;

const byMember = (one: Evidence['departures'][number], other: Evidence['departures'][number]): number =>
  one.pollNumber - other.pollNumber || (one.member < other.member ? -1 : 1);

function fail(why: string): never {
  throw new Error(why);
}
