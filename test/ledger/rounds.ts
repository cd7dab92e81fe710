/** The polls of a script: rounds and votes as the protocol has them, with the answers given. */
import type { VoteRecord } from '../../ledger/parts/schema/record.ts';
import { judgedBy, roundLength } from '../../rules/polls/adoption.ts';
import { consensus } from '../../rules/polls/consensus.ts';
import type { Choice, Position } from '../../rules/model.ts';
import { optionsOf } from '../../rules/proposal/options.ts';
import { preferenceMap } from '../../rules/polls/preferences.ts';
import { positionsByPart } from '../../rules/polls/parts.ts';
import { barAfter } from '../../rules/polls/quorum.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { addVersion, type Given, interrupt, isCut, note, open, type Play, review } from './play.ts';
import { fail, hour, later, type RoundScript, type Said, type Script, type VoteScript } from './script.ts';

function answer(
  { id, version, answers }: Play,
  part: keyof Play['answers'],
  number: number,
  opens: string,
  said: Said<unknown>,
) {
  const counted = new Map<string, number>();
  const given = said.map(([elector, what, hours = 1]) => {
    const own = (counted.get(elector) ?? 0) + 1;
    counted.set(elector, own);
    const ranking = part === 'preferences';
    return {
      decision: id,
      poll: part === 'ballots' ? 'votes' : part,
      pollNumber: number,
      elector,
      number: own,
      choice: ranking ? null : what,
      ranking: ranking ? what : null,
      reason: what === 'agree' || ranking ? null : 'as I see it',
      version,
      at: later(opens, hours),
    } as Given;
  });
  answers[part].push(...given.toSorted(byElector));
  return new Map(given.map((one) => [one.elector, one]));
}

/** Each family with its electors. */
const familiesOf = ({ electors, families = {} }: Script): [string, readonly string[]][] =>
  [...new Set(Object.values(families))].map((family) => [
    family,
    electors.filter((member) => families[member] === family),
  ]);

const byElector = (one: Given, other: Given): number =>
  one.elector < other.elector ? -1 : one.elector > other.elector ? 1 : one.number - other.number;

/** Whether consensus stands at the round's end; nothing is judged where it is ended within. */
export function round(play: Play, told: RoundScript | undefined): boolean {
  const { script, rules, rounds, id } = play;
  const number = rounds.length + 1;
  const opens = play.now;
  const length = roundLength(number, rules.category, rules.charter);
  const closes = open(play, 'discussion', length, { round: number });
  if (script.withdrawnIn === number)
    interrupt(play, {
      at: later(opens, 2),
      outcome: 'withdrawn',
      rule: 'PRO-6',
      facts: { by: 'm1', at: later(opens, 2), stage: 'discussion', round: number },
    });
  const taken = answer(play, 'positions', number, opens, told?.positions ?? []);
  const ranked = answer(play, 'preferences', number, opens, told?.rankings ?? []);
  const head = { round: number, version: play.version, opens, closes };
  if (isCut(play, closes)) {
    rounds.push({ ...head, closedAt: play.interruption?.at ?? closes, positions: null, preferences: null });
    return false;
  }
  const counts = { agree: 0, 'agree-with-reservations': 0, 'stand-aside': 0, block: 0 };
  for (const { choice } of taken.values()) counts[choice as Position] += 1;
  const { size } = play.electorate;
  const by = judgedBy(number, rules.category, rules.charter);
  const asked = rules.category.threshold?.parts;
  const parts =
    asked &&
    positionsByPart(
      asked,
      familiesOf(script).map(([part, members]) => {
        const own = [...taken.values()].filter(({ elector }) => members.includes(elector));
        const agreeing = own.filter(({ choice }) => choice?.startsWith('agree')).length;
        return { part, agreeing, positions: own.length, electorate: members.length };
      }),
    );
  const judged = consensus(counts, size, rules.category, rules.charter, { by, parts });
  const closedAt = told?.after === undefined ? closes : later(opens, told.after);
  const content = play.versions.find(({ version }) => version === play.version)?.content ?? fail('no text');
  const options = optionsOf(content).map((option) => option.id);
  const rankings = [...ranked.values()].map(({ ranking }) => ranking ?? []);
  const map = { options, ...preferenceMap(options, 'status-quo', rankings) };
  play.preferenceMaps.push({ decision: id, round: number, map: structuredClone(map) });
  rounds.push({
    ...head,
    closedAt,
    positions: { counts, electorate: size, consensus: judged },
    preferences: { rankings: ranked.size, condorcetWinner: map.condorcetWinner },
  });
  note(play, closedAt, 'round-closed', { round: number, closedAt, positions: counts, consensus: judged });
  play.now = closedAt;
  if (told?.amended !== true) return judged.reached;
  addVersion(play, { round: number, at: later(opens, 3), inForceAt: closedAt });
  play.version += 1;
  review(play);
  return false;
}

/** When a member gave their first answer: from then on they are offline no more (MEM-4). */
export const firstAnswer = ({ answers }: Play, member: string): string | null =>
  Object.values(answers)
    .flat()
    .filter(({ elector }) => elector === member)
    .map(({ at }) => at)
    .toSorted()[0] ?? null;

export function vote(play: Play, told: VoteScript | undefined): VoteRecord {
  const { rules, votes, id, script } = play;
  const number = votes.length + 1;
  const opens = play.now;
  const window = rules.charter.voting.window / hour;
  const gone = (told?.departures ?? []).map(([member, , hours = 1]) => ({ member, at: later(opens, hours) }));
  let closes = open(play, 'voting', rules.charter.voting.window, { vote: number });
  answer(play, 'ballots', number, opens, told?.ballots ?? []);
  const head = { vote: number, version: play.version, opens };
  if (isCut(play, closes)) {
    const cut = { ...head, closes, closedAt: play.interruption?.at ?? closes, extended: [], tally: null };
    votes.push(cut);
    return cut;
  }
  const isAway = (member: string, until: string): boolean => {
    const first = firstAnswer(play, member);
    return first === null || first >= until;
  };
  const extended: VoteRecord['extended'] = [];
  const tallied = (until: string) => {
    const cast = new Map<string, Choice>();
    for (const [member, choice, hours = 1] of told?.ballots ?? [])
      if (later(opens, hours) < until) cast.set(member, choice);
    const present = script.electors.filter(
      (member) => !gone.some((one) => one.member === member && one.at < until),
    );
    const { threshold, quorum } = rules.category;
    const figuresOf = (members: readonly string[]) => {
      const votes = { for: 0, against: 0, abstain: 0 };
      const out = members.filter((member) => !cast.has(member));
      for (const member of members) {
        const choice = cast.get(member);
        if (choice !== undefined) votes[choice] += 1;
      }
      return {
        ...votes,
        electorate: members.length,
        answered: members.length - out.length,
        offlineUnanswered: out.filter((member) => script.offline?.includes(member) && isAway(member, until))
          .length,
      };
    };
    const byPart = familiesOf(script).map(([part, members]) => ({
      part,
      ...figuresOf(members.filter((member) => present.includes(member))),
    }));
    return tallyOf(
      { ...figuresOf(present), represented: 0, ...(script.families && { byPart }) },
      barAfter(
        { threshold: threshold ?? fail('no threshold'), quorum },
        rules.charter.voting,
        extended.length,
      ),
      rules.charter,
    );
  };
  const isMissed = (): boolean =>
    told?.after === undefined &&
    !tallied(closes).quorum.met &&
    extended.length < rules.charter.voting.extensions;
  while (isMissed()) {
    const extension = { at: closes, closes: later(closes, window), tally: tallied(closes) };
    extended.push(extension);
    note(play, closes, 'vote-extended', { vote: number, ...extension });
    ({ closes } = extension);
  }
  const closedAt = told?.after === undefined ? closes : later(opens, told.after);
  const tally = tallied(told?.after === undefined ? closes : later(closedAt, 1));
  play.departures.push(
    ...gone.map((one) => ({ decision: id, poll: 'votes' as const, pollNumber: number, ...one })),
  );
  note(play, closedAt, 'vote-closed', { vote: number, closedAt, tally });
  play.now = closedAt;
  const closed = { ...head, closes, closedAt, extended, tally };
  votes.push(closed);
  return closed;
}
