/** What was declared in the ballot box, as far as a decision's way follows from it (PRO-11, TIE-3, MAN-2). */
import type { Requirement } from '../rules/proposal.ts';
import { countDeclared, type DeclarationEntry, listDeclarations } from '../store/declarations.ts';
import { lockDecision } from '../store/ballot-box.ts';
import type { Trx } from '../store/database.ts';
import { proposalById } from '../store/proposals.ts';
import type { Services } from './index.ts';

/** A requirement that a member has answered, and how. */
export interface Given {
  readonly what: Requirement['what'];
  readonly who: string;
  readonly refused: boolean;
  readonly at: string;
}

export interface Declared {
  readonly given: readonly Given[];
  /** Whom the accused named to speak for them, last. */
  readonly representative: string | null;
  /** How many electors ask that it go to the council, and how many of the council call it back. */
  readonly escalation: number;
  readonly callBacks: number;
}

/** Requirements are of parents, a steward, the accused and victims: some hundreds at most. */
const mostGiven = 10_000;

export const declarationActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** Waits for declarations that are being taken: what is acknowledged is seen by whoever looks after it (VOT-6). */
  async declared({ decision }: { readonly decision: string }): Promise<Declared> {
    return db.transaction().execute(async (trx) => {
      await lockDecision(trx, decision, 'alone');
      return declaredIn(trx, decision);
    });
  },
});

async function declaredIn(trx: Trx, decision: string): Promise<Declared> {
  const entries = await listDeclarations(trx, decision, {
    limit: mostGiven,
    kinds: ['consents', 'attestations', 'hearing', 'representative'],
  });
  const requirements = (await proposalById(trx, decision))?.state.requirements ?? [];
  return {
    given: entries
      .filter(({ kind }) => kind !== 'representative')
      .map((entry) => givenBy(entry, requirements)),
    representative: representativeOf(entries),
    escalation: await countDeclared(trx, decision, 'escalation'),
    callBacks: await countDeclared(trx, decision, 'call-backs'),
  };
}

/** Only the accused may name one, and the last counts. */
function representativeOf(entries: readonly DeclarationEntry[]): string | null {
  const named = entries.filter(({ kind }) => kind === 'representative').at(-1)?.facts.member;
  return typeof named === 'string' ? named : null;
}

function givenBy({ kind, member, facts, at }: DeclarationEntry, requirements: readonly Requirement[]): Given {
  switch (kind) {
    case 'consents':
      return { what: 'consent', who: member, refused: facts.consent === false, at };
    case 'attestations': {
      const steward = requirements.find(({ what }) => what === 'resources');
      return { what: 'resources', who: steward?.who ?? member, refused: false, at };
    }
    default:
      return { what: 'hearing', who: typeof facts.for === 'string' ? facts.for : member, refused: false, at };
  }
}
