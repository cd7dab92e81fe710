/** An amendment as a proposal carries it: why it cannot be put, and what members are shown of it (AMD-1, CHA-4, CHA-5). */
import type { Action } from '../../rules/model.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { amendmentClassFault, applyPatch, type AmendmentClass, classOf, type Touch } from './amend.ts';
import { difference, type Difference } from './difference.ts';
import { fault, type Fault } from '../faults/fault.ts';
import type { CharterDocument, LoadedCharter } from '../load.ts';
import { paceFaults } from '../pace.ts';
import { resolveCharter } from '../resolve.ts';
import type { Charter } from '../types.ts';

/** Faults that a refusal lists; it also says how many there are. */
const mostFaults = 100;

/** The council that an amendment is held against (CHA-2). */
export interface Council {
  /** How many times shorter its windows run (FOLKMOOT_PACE). */
  readonly pace: number;
  /** Where the amendment changes maturity: how many are of council maturity today, and how many of them would still be. */
  readonly mature?: Deciding | undefined;
  /** Where it begins to have ballots signed: how many are of council maturity, and how many of them have a key that counts. */
  readonly signing?: Deciding | undefined;
}

/** How many decide today, and how many of them would afterwards. */
export interface Deciding {
  readonly today: number;
  readonly remaining: number;
}

/**
 * Why an action cannot amend this charter in this category, or nothing; nothing as well for every other action. Asked at submission
 * and again at execution, each time of the charter in force then.
 * @param document the whole document as stored
 * @returns `invalid-amendment` with every fault, of rule AMD-1 with a path into the body (`/action/patch/…`), of rule CHA-2 with one into
 * the charter that the patch makes; `wrong-class` (CHA-4); `changes-nothing` (AMD-1)
 */
export function amendingFault(
  document: unknown,
  category: string,
  action: Action | null,
  council: Council,
): Refusal | undefined {
  if (action?.type !== 'charter.amend') return undefined;
  const made = applied(document, action.patch);
  if ('faults' in made) return invalid(made.faults);
  const unfit = unfitFaults(made.charter, council);
  if (unfit.length > 0) return invalid(unfit);
  return amendmentClassFault(category, classOf(document as CharterDocument, made.document));
}

/** What of a charter would not do in this council: windows that its pace would make nothing of, and a council that decides no more. */
function unfitFaults(charter: Charter, { pace, mature, signing }: Council): readonly Fault[] {
  const short = paceFaults(charter, pace).map(({ path, milliseconds }) => ({
    path,
    rule: 'CHA-2',
    message: 'is shorter than a second at the pace of the council',
    facts: { milliseconds, pace },
  }));
  return [
    ...short,
    ...tooFew(mature, 'maturity', 'leaves fewer than half of the council to decide'),
    ...tooFew(
      signing,
      'signatures',
      'leaves fewer than half of the council to decide: the others have no key to sign with',
    ),
  ];
}

function tooFew(deciding: Deciding | undefined, section: string, message: string): readonly Fault[] {
  if (deciding === undefined || 2 * deciding.remaining >= deciding.today) return [];
  return [fault('CHA-2', { place: [section], message, facts: { ...deciding } })];
}

/** The rules of maturity by which the council is counted, where an action is an amendment after which ballots are signed that were not (AUT-1). */
export function signingBegins(document: unknown, action: Action | null): Charter['maturity'] | undefined {
  const after = amendedCharter(document, action)?.charter;
  const before = resolveCharter(document as CharterDocument);
  return after === undefined || after.signatures === 'none' || before.signatures !== 'none'
    ? undefined
    : after.maturity;
}

/** The rules of maturity before and after, where an action is an amendment that changes them (MEM-1). */
export function maturityChange(
  document: unknown,
  action: Action | null,
): { readonly before: Charter['maturity']; readonly after: Charter['maturity'] } | undefined {
  const after = amendedCharter(document, action)?.charter.maturity;
  if (after === undefined) return undefined;
  const before = resolveCharter(document as CharterDocument).maturity;
  return difference(before, after).length === 0 ? undefined : { before, after };
}

function invalid(faults: readonly Fault[]): Refusal {
  const listed = faults
    .slice(0, mostFaults)
    .map((fault) => (fault.rule === 'AMD-1' ? { ...fault, path: `/action/patch${fault.path}` } : fault));
  return refuse('invalid-amendment', faults[0]?.rule ?? 'AMD-1', { faults: listed, count: faults.length });
}

const applied = (document: unknown, patch: readonly unknown[]): ReturnType<typeof applyPatch> =>
  // It was checked when it was stored (CHA-2).
  applyPatch(document as CharterDocument, patch);

/** What members see of an amendment before they decide on it. */
export interface ShownAmendment {
  readonly class: AmendmentClass;
  /** Between the documents as written. */
  readonly difference: readonly Difference[];
  /** The guarded paths that it changes, and the core principles that guard them. */
  readonly touches: readonly Touch[];
}

/**
 * What an action changes in the charter that its proposal carries; null where it changes none: another action, none yet, or a patch that
 * makes no charter, as a draft's may be.
 */
export function shownAmendment(document: unknown, action: Action | null): ShownAmendment | null {
  const made = amendedCharter(document, action);
  if (made === undefined) return null;
  const { class: found, differences, touches } = classOf(document as CharterDocument, made.document);
  return { class: found, difference: differences, touches };
}

/** The charter that an action would make of this one; undefined where it makes none. */
export function amendedCharter(document: unknown, action: Action | null): LoadedCharter | undefined {
  if (action?.type !== 'charter.amend') return undefined;
  const made = applied(document, action.patch);
  return 'faults' in made ? undefined : made;
}
