/** What was declared in the ballot box, as far as a decision's way follows from it (PRO-11, TIE-3, TIE-6, MAN-2). */
import type { Charter } from '../../charter/types.ts';
import { matterOf } from '../../ledger/proposal/matter.ts';
import type { EndorsementWord } from '../../rules/proposal/endorsement.ts';
import { attestedBy } from '../../rules/proposal/gates.ts';
import type { Content } from '../../rules/model.ts';
import type { ProposalState, Requirement } from '../../rules/proposal/state.ts';
import { type Asked, askingElsewhere, requestsIn } from '../../store/processes/category-requests.ts';
import {
  countDeclared,
  type DeclarationEntry,
  declaring,
  isAnsweredBut,
  listDeclarations,
} from '../../store/ballots/declarations.ts';
import { endorsementWords } from '../../store/ballots/endorsements.ts';
import { lockDecision } from '../../store/postgres/decision-lock.ts';
import type { Trx } from '../../store/postgres/database.ts';
import { departedFromCouncil, departedWithoutAsking } from '../../store/ballots/electorates.ts';
import { contentOf, proposalById } from '../../store/processes/proposals.ts';
import { type Counted, countElectors, type Counting } from '../../store/council/recusals.ts';
import type { Services } from '../services.ts';

/** A requirement that a member has answered, and how. */
export interface Given {
  readonly what: Requirement['what'];
  readonly who: string;
  /** The version of the text that it answers (PRO-6). */
  readonly version: number;
  readonly refused: boolean;
  readonly at: string;
}

export interface Declared {
  readonly given: readonly Given[];
  /** Whom the accused named to speak for them, last. */
  readonly representative: string | null;
  /** How many electors ask that it go to the council, and who departed without asking (TIE-3, MEM-2). */
  readonly escalation: { readonly asked: number; readonly departed: readonly string[] };
  /** How many of the council call it back, and how many departed without calling (MAN-2, MEM-2). */
  readonly callBacks: { readonly called: number; readonly departed: number };
  /** What was said of endorsing it; left out where nobody is asked to (PRO-2). */
  readonly endorsements?: readonly EndorsementWord[];
  /** Null where nobody can ask for another category. */
  readonly requests: CategoryRequests | null;
}

/** What electors ask for last, and who of them departed without asking; who said, when, that a version is no punishment (TIE-6, MEM-2). */
export interface CategoryRequests {
  /** By what the same is known when it is put again, hexadecimal. */
  readonly matter: string;
  readonly departed: readonly string[];
  readonly asked: readonly Asked[];
  readonly noPunishment: readonly {
    readonly member: string;
    readonly version: number;
    readonly at: string;
  }[];
}

/** Of which decision, and who is of the council by its charter; where another category can be asked for, which version of the text is in force. */
interface Looking {
  readonly decision: string;
  readonly charter: Pick<Charter, 'maturity'>;
  readonly version: number | null;
}

/** Requirements are of parents, a steward, the accused and victims: some hundreds at most. */
const mostGiven = 10_000;

export const declarationActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** Takes who says that they are a victim out of the electorate, as the first poll is about to open (GUA-2, JUS-1). */
  async countElectors(counting: Counting): Promise<Counted> {
    return db.transaction().execute(async (trx) => {
      await lockDecision(trx, counting.decision, 'alone');
      return countElectors(trx, counting);
    });
  },

  /** Whether anybody but the author has declared or stated anything; what is being taken is waited for (PRO-6, VOT-6). */
  async isAnswered({
    decision,
    author,
  }: {
    readonly decision: string;
    readonly author: string | null;
  }): Promise<boolean> {
    return db.transaction().execute(async (trx) => {
      await lockDecision(trx, decision, 'alone');
      return isAnsweredBut(trx, decision, author);
    });
  },

  /** Waits for declarations that are being taken: what is acknowledged is seen by whoever looks after it (VOT-6). */
  async declared(looking: Looking): Promise<Declared> {
    return db.transaction().execute(async (trx) => {
      await lockDecision(trx, looking.decision, 'alone');
      return declaredIn(trx, looking);
    });
  },
});

async function declaredIn(trx: Trx, { decision, charter, version }: Looking): Promise<Declared> {
  const entries = await listDeclarations(trx, decision, {
    limit: mostGiven,
    kinds: ['consents', 'attestations', 'hearing', 'representative'],
  });
  const proposal = await proposalById(trx, decision);
  const { requirements = [], mandate = null, escalation = null, submittedAt = null } = proposal?.state ?? {};
  const { stage } = proposal?.state ?? {};
  const content = version === null ? null : await contentOf(trx, decision, version);
  return {
    ...(stage === 'endorsement' ? { endorsements: await endorsementWords(trx, decision) } : {}),
    given: entries
      .filter(({ kind }) => kind !== 'representative')
      .map((entry) => givenBy(entry, requirements)),
    representative: representativeOf(entries),
    escalation: {
      asked: await countDeclared(trx, decision, 'escalation'),
      departed:
        escalation === null
          ? []
          : await departedWithoutAsking(trx, decision, declaring(decision, 'escalation')),
    },
    callBacks: {
      called: await countDeclared(trx, decision, 'call-backs'),
      departed:
        mandate === null || submittedAt === null
          ? 0
          : await departedFromCouncil(trx, decision, charter, submittedAt),
    },
    requests:
      proposal === undefined || content === null ? null : await requestsOf(trx, proposal.state, content),
  };
}

/** What electors ask for and those named say, against the electorate as it is left (TIE-6, MEM-2). */
async function requestsOf(trx: Trx, state: ProposalState, content: Content): Promise<CategoryRequests> {
  const asked = await requestsIn(trx, state, content);
  const words = await listDeclarations(trx, state.id, { limit: mostGiven, kinds: ['no-punishment'] });
  return {
    matter: matterOf(content).toString('hex'),
    asked,
    departed: asked.length === 0 ? [] : await departedWithoutAsking(trx, state.id, askingElsewhere(state.id)),
    noPunishment: words.map(({ member, facts, at }) => ({ member, version: Number(facts.version), at })),
  };
}

/** Only the accused may name one, and the last counts. */
function representativeOf(entries: readonly DeclarationEntry[]): string | null {
  const named = entries.filter(({ kind }) => kind === 'representative').at(-1)?.facts.member;
  return typeof named === 'string' ? named : null;
}

function givenBy({ kind, member, facts, at }: DeclarationEntry, requirements: readonly Requirement[]): Given {
  const { version } = facts as { readonly version: number };
  switch (kind) {
    case 'consents':
      return { what: 'consent', who: member, version, refused: facts.consent === false, at };
    case 'attestations': {
      const what = attestedBy(facts);
      const asked = requirements.find((one) => one.what === what);
      return { what, who: asked?.who ?? member, version, refused: false, at };
    }
    default: {
      const who = typeof facts.for === 'string' ? facts.for : member;
      return { what: 'hearing', who, version, refused: false, at };
    }
  }
}
