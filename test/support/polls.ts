/** Proposals at a stage of their life, put straight into the store: for tests of the ballot box and its clock. */
import { randomUUID } from 'node:crypto';
import type { Charter } from '../../charter/types.ts';
import type { Member, Stage, PollKind } from '../../rules/model.ts';
import { optionsOf } from '../../rules/proposal/options.ts';
import { type ProposalState, unclaimed } from '../../rules/proposal/state.ts';
import type { Answer } from '../../store/ballots/answers/answer.ts';
import { type Outcome, takeAnswers } from '../../store/ballots/ballot-box.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';
import { councilBody, fixElectorate } from '../../store/ballots/electorates.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { openPoll } from '../../store/ballots/polls.ts';
import { saveProposal } from '../../store/processes/proposal-writing.ts';
import { standardCharter } from './charter.ts';

export const defaultCharter = (): Charter => standardCharter().charter;

/** A clock that stands where it is set. */
export function clockAt(instant: string): { readonly clock: Clock; readonly set: (instant: string) => void } {
  let now = instant;
  return {
    clock: () => Promise.resolve(now),
    set: (next) => {
      now = next;
    },
  };
}

/** One answer, taken alone; throws what kept it from being taken. */
export async function takeAnswer(
  db: Db,
  clock: Clock,
  decision: string,
  { id: elector }: Pick<Member, 'id'>,
  answer: Answer,
): Promise<Outcome> {
  const { kind, matter } = answer;
  const [outcome] = await takeAnswers(db, clock, { decision, kind, matter }, [{ elector, answer }]);
  if (outcome === undefined || 'failure' in outcome) throw outcome?.failure;
  return outcome;
}

export interface OpenPoll {
  /** Of the proposal; one at random unless given. */
  readonly id?: string;
  readonly members: readonly Member[];
  readonly kinds: readonly PollKind[];
  readonly opens: string;
  readonly closes: string;
  readonly charter?: Charter;
  readonly category?: string;
}

const texts = {
  title: 'A second workshop day',
  text: 'Thursdays too.',
  rationale: 'The queue.',
  impact: { affected: 'everyone' as const, statement: 'Two evenings.' },
  alternatives: [{ title: 'Longer Tuesdays', text: 'Until ten.' }],
  action: { type: 'none' as const },
};

/** A proposal in `discussion` (positions, preferences) or `voting` whose first poll of each kind is open; answers its id. */
export async function withOpenPolls(db: Db, open: OpenPoll): Promise<string> {
  const { members, kinds, opens, closes, charter = defaultCharter(), category = 'operations' } = open;
  const { id = randomUUID() } = open;
  const refusal = await importMembers(db, { families: [], members, by: null, at: opens });
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal));
  const rules = charter.categories[category];
  if (rules?.threshold == null) throw new Error(`no votes in ${category}`);
  const stage: Stage = kinds.includes('votes') ? 'voting' : 'discussion';
  await db.transaction().execute(async (trx) => {
    const size = await fixElectorate(trx, id, councilBody, charter, opens);
    await saveProposal(trx, {
      sequence: 1,
      state: stateOf(id, category, stage, { opens, closes, size }),
      entries: [],
      versions: [{ version: 1, round: 0, at: opens, inForceAt: opens, content: texts }],
    });
    for (const kind of kinds)
      await openPoll(trx, {
        decision: id,
        kind,
        number: 1,
        round: 1,
        version: 1,
        electorate: id,
        opens,
        closes,
        rules: {
          category: {
            name: category,
            threshold: rules.threshold as NonNullable<typeof rules.threshold>,
            quorum: rules.quorum,
          },
          charter,
          options: optionsOf(texts).map((option) => option.id),
        },
      });
  });
  return id;
}

const stateOf = (
  id: string,
  category: string,
  stage: Stage,
  { opens, closes, size }: { readonly opens: string; readonly closes: string; readonly size: number },
): ProposalState => ({
  ...unclaimed,
  id,
  category,
  tier: 3,
  author: null,
  stage,
  round: 1,
  version: 1,
  deadline: closes,
  electorate: { size, quorum: Math.ceil((size * 3) / 4) },
  charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
  outcome: null,
  createdAt: opens,
  submittedAt: opens,
  endedAt: null,
  links: [],
  lastRound: true,
  votes: stage === 'voting' ? 1 : 0,
  pendingVersion: null,
  guardian: null,
  assignee: null,
  amendments: { made: 0, most: 5 },
  edits: { made: 0, most: 0 },
});
