/** A decision told as a script, played by the protocol in plain code: its record and evidence as the engine would keep them. */
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { composeRecord } from '../../ledger/proposal/composition.ts';
import { countsOf } from '../../ledger/proposal/people/declared.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import type { ProposalEvidence } from '../../ledger/parts/schema/evidence.ts';
import type { Dissent, ProposalRecord } from '../../ledger/parts/schema/record.ts';
import type { Evidence, RecordDocument } from '../../ledger/parts/records.ts';
import type { Content } from '../../rules/model.ts';
import { namedInJustice } from '../../rules/proposal/sealing.ts';
import { lazyRounds, votesAfterRounds } from '../../rules/polls/adoption.ts';
import { guardianMayAdopt } from '../../rules/polls/deadlock.ts';
import { confirm, declarationsOf, settle, waited } from './passage.ts';
import { begin, countElectors, isCut, note, open, type Play, review } from './play.ts';
import { firstAnswer, round, vote } from './rounds.ts';
import { fail, later, type Script, start } from './script.ts';
import { rootsOf } from './roots.ts';

export { all, decisionId, people, type Script } from './script.ts';

export interface Decision {
  readonly record: ProposalRecord;
  readonly evidence: ProposalEvidence;
  readonly recordBytes: Buffer;
  readonly evidenceBytes: Buffer;
}

export function decide(script: Script): Decision {
  const play = begin(script);
  settle(play);
  follow(play);
  return documentsOf(play);
}

/** The way of the protocol, from the submission to the ending. */
function follow(play: Play): void {
  const { script, rules } = play;
  const end = (outcome: string, rule: string, facts: Record<string, unknown> = {}): void =>
    note(play, play.now, 'ended', { outcome, rule, ...facts });
  const interrupted = (): void => {
    const { at, outcome, rule, facts } = play.interruption ?? fail('nothing interrupted it');
    play.now = at;
    end(outcome, rule, facts);
  };
  const adopted = (isGuardianAsked = false): void => {
    if (waited(play)) confirm(play, isGuardianAsked, end);
    else interrupted();
  };
  if (rules.category.tier === 1) return confirm(play, true, end);
  if (play.electorate.size === 0) return end('rejected', 'MEM-3', { electorate: play.electorate });
  if (lazyRounds(rules.category) === 0) review(play);
  countElectors(play);
  const { extraRounds = 0, deferral = null } = rules.charter.deadlock ?? {};
  const votes = votesAfterRounds(rules.category);
  const turns = [
    { rounds: lazyRounds(rules.category), pause: null, votes: false },
    { rounds: rules.charter.discussion.rounds, pause: null, votes },
    ...(extraRounds > 0 ? [{ rounds: extraRounds, pause: null, votes: true }] : []),
    ...(deferral === null ? [] : [{ rounds: 0, pause: deferral, votes: true }]),
  ];
  for (const [turn, { rounds, pause, votes: isVoted }] of turns.entries()) {
    for (let left = rounds; left > 0; left -= 1) {
      if (isCut(play, play.now)) return interrupted();
      const isAgreed = round(play, script.rounds?.[play.rounds.length]);
      if (play.rounds.at(-1)?.positions === null) return interrupted();
      if (isAgreed) return adopted();
    }
    if (pause !== null) play.now = open(play, 'deferred', pause);
    if (turn === 1 && !isVoted && rules.charter.deadlock === null) return end('rejected', 'CON-3');
    if (turn > 0 && !waited(play)) return interrupted();
    if (!isVoted) continue;
    const { tally } = vote(play, script.votes?.[play.votes.length]);
    if (tally === null) return interrupted();
    if (tally.verdict === 'adopted') return adopted();
    if (tally.verdict !== 'deadlock')
      return end(tally.verdict, tally.verdict === 'rejected' ? 'DEA-1' : 'PRO-8', {
        vote: play.votes.length,
      });
  }
  if (rules.category.tier === 2) return end('escalated', 'DEA-2', { vote: play.votes.length });
  const last = play.votes.at(-1)?.tally;
  if (last == null || !guardianMayAdopt(last, rules.charter, rules.category))
    return end('rejected', 'DEA-2', { vote: play.votes.length, guardian: 'may not resolve' });
  const closes = open(play, 'guardian-resolution', rules.charter.guardian?.answer ?? 0, { guardian: 'ct' });
  if (script.guardian === undefined) {
    play.now = closes;
    return end('rejected', 'DEA-2', { guardian: 'ct', silent: true, recused: null });
  }
  play.now = later(play.now, 5);
  note(play, play.now, 'guardian-resolved', { guardian: 'ct', ...script.guardian });
  return script.guardian.adopt
    ? adopted(true)
    : end('rejected', 'DEA-2', { guardian: 'ct', ...script.guardian });
}

/** What is private is salted, and what names somebody accused. */
const saltOf = ({ script, rules, versions }: Play): string | null =>
  rules.category.tier === 1 || versions.some(({ content }) => namedInJustice(content as Content).length > 0)
    ? (script.salt ?? 's'.repeat(43))
    : (script.salt ?? null);

function documentsOf(play: Play): Decision {
  const { script, id, rules, electorate, rounds, votes, versions } = play;
  const { electors, offline = [], families } = script;
  const salt = saltOf(play);
  // Told as they happened; the ending comes last of all that came at its instant.
  const told = play.timeline.toSorted(
    (one, other) =>
      Date.parse(one.at) - Date.parse(other.at) ||
      Number(one.kind === 'ended') - Number(other.kind === 'ended'),
  );
  const evidence: ProposalEvidence = {
    ballots: play.answers.ballots as ProposalEvidence['ballots'],
    declarations: declarationsOf(play),
    delegatedVotes: [],
    delegations: [],
    departures: play.departures.toSorted(byMember),
    electorate: electors.toSorted().map((member) => ({
      ...(offline.includes(member) && {
        absences: [{ from: start, until: firstAnswer(play, member) }],
      }),
      decision: id,
      member,
      offline: offline.includes(member),
      ...(families && { part: families[member] ?? null }),
    })),
    format: evidenceFormat,
    positions: play.answers.positions as ProposalEvidence['positions'],
    preferenceMaps: play.preferenceMaps,
    preferences: play.answers.preferences as ProposalEvidence['preferences'],
    salt,
    statements: (script.statements ?? []).map(([member, text], place) => ({
      decision: id,
      number: place + 1,
      member,
      text,
      replyTo: null,
      corrects: null,
      at: start,
      stage: 'execution',
      round: 0,
      version: 1,
    })),
    timeline: told
      .slice(0, told.findIndex(({ kind }) => kind === 'ended') + 1)
      .map((entry, place) => ({ decision: id, number: place + 1, ...entry })),
    versions,
  };
  const record = composeRecord({
    id,
    category: rules.category.name,
    tier: rules.category.tier,
    author: script.author === null ? null : 'm1',
    createdAt: start,
    submittedAt: start,
    links: script.links ?? [],
    charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
    rules,
    electorate,
    version: play.version,
    rounds,
    votes,
    versions,
    timeline: evidence.timeline,
    declared: countsOf(evidence.declarations),
    dissent: dissentIn(play, evidence),
    salt,
    evidence: rootsOf(evidence) as ProposalRecord['evidence'],
  });
  return { record, evidence, recordBytes: canonicalBytes(record), evidenceBytes: canonicalBytes(evidence) };
}

function dissentIn({ rounds }: Play, { positions }: ProposalEvidence): Dissent[] {
  return rounds.flatMap(({ round: number }) => {
    const own = positions.filter((one) => one.pollNumber === number);
    const last = new Map(own.map((one) => [one.elector, one]));
    return [...last.values()]
      .filter(({ choice }) => choice !== 'agree')
      .map(({ elector: member, choice: position, reason, version, at }) => ({
        round: number,
        member,
        position,
        reason,
        version,
        at,
      }));
  });
}

/** The record of changed evidence, as a forger would mend its roots. */
export function mended<Made extends RecordDocument>(record: Made, evidence: Evidence): Made {
  return { ...record, evidence: { ...record.evidence, ...rootsOf(evidence) } };
}

const byMember = (
  one: ProposalEvidence['departures'][number],
  other: ProposalEvidence['departures'][number],
): number => one.pollNumber - other.pollNumber || (one.member < other.member ? -1 : 1);
