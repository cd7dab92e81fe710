/** A change of the charter: the document it would make, and which class of amendment it is (CHA-4, AMD-1). */
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { difference, type Difference } from './difference.ts';
import { fault, type Fault } from '../faults/fault.ts';
import { readCharter, type CharterDocument, type LoadedCharter } from '../load.ts';
import { patched } from './patch.ts';
import { resolveCharter } from '../resolve.ts';

/** An amendment that makes no charter; never without a fault. */
export interface RefusedAmendment {
  /** Of rule AMD-1, with paths into the patch: it does not apply. Of rule CHA-2, with paths into what it makes: that is no charter. */
  readonly faults: readonly Fault[];
}

/**
 * The charter as a patch of RFC 6902 would leave it, read as any other (CHA-2): what the patch removes is off, or as in the default
 * charter where a charter cannot be without it.
 * @param document the whole document as stored
 * @param patch at most mostOperations operations and longestPatch code units
 */
export function applyPatch(
  document: CharterDocument,
  patch: readonly unknown[],
): LoadedCharter | RefusedAmendment {
  const result = patched(document, patch);
  return 'findings' in result
    ? { faults: result.findings.map((finding) => fault('AMD-1', finding)) }
    : readCharter(result.document);
}

/** The two classes, which are the two categories that can carry an amendment (CHA-2, TIE-5). */
export const amendmentClasses = ['constitutional', 'core-principles'] as const;
export type AmendmentClass = (typeof amendmentClasses)[number];

/** A guarded path of the charter in force that an amendment changes. */
export interface Touch {
  /** The id of the core principle that guards it; null for the list of principles, which the rule itself guards. */
  readonly principle: string | null;
  /** The guarded path. */
  readonly guards: string;
  /** Where the difference lies: at the guarded path, below it, or above it, the whole of which changed. */
  readonly paths: readonly string[];
}

export interface Classification {
  readonly class: AmendmentClass;
  /** Between the documents as written; empty where the amendment changes nothing. */
  readonly differences: readonly Difference[];
  /** Why the class is `core-principles`; empty where it is not. */
  readonly touches: readonly Touch[];
}

/**
 * The class of an amendment, from the difference between the two whole documents (CHA-4): `core-principles` where one lies at or below
 * a path that a principle of the charter in force guards, where a guarded path lies below one, or where it is in the list of principles.
 *
 * The documents are compared twice: as written, and as the engine reads them, with what a category takes from its tier filled in and
 * durations in milliseconds. A guarded path is touched by either. Else the quorum of a guarded category could be lowered in its tier, or
 * a guarded window of wakes cut short by the length of a wake, under the milder class: other places, the same change.
 * @param before the charter in force, at submission and again at execution
 * @param after what applyPatch makes of it
 */
export function classOf(before: CharterDocument, after: CharterDocument): Classification {
  const differences = difference(before, after);
  const changes = [...differences, ...difference(meaning(before), meaning(after))];
  const paths = [...new Set(changes.map(({ path }) => path))];
  const touches = guardsOf(before)
    .map((guard) => ({ ...guard, paths: paths.filter((path) => meet(path, guard.guards)) }))
    .filter((touch) => touch.paths.length > 0);
  return { class: touches.length > 0 ? 'core-principles' : 'constitutional', differences, touches };
}

/** The charter as the engine reads it, its places those of the document. The name of a tier is compared as written. */
function meaning(document: CharterDocument): unknown {
  const { categories, ...rest } = resolveCharter(document);
  const entries = Object.entries(categories).map(
    ([name, category]) => [name, { ...category, tierName: undefined }] as const,
  );
  return { ...rest, categories: Object.fromEntries(entries) };
}

/** Every guarded path, first the list of principles, which is guarded by rule and not by its own word (CHA-4). */
function guardsOf({ principles }: CharterDocument): readonly Omit<Touch, 'paths'>[] {
  const guarded = principles.flatMap(({ id, paths }) => paths.map((guards) => ({ principle: id, guards })));
  return [{ principle: null, guards: '/principles' }, ...guarded];
}

/** Whether one of two JSON Pointers is the other or lies below it; a key has one spelling only. */
function meet(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

/**
 * Refuses an amendment whose category is not its class (CHA-4), or that changes nothing (AMD-1); asked at submission and again at
 * execution, after the category was found to permit amendments (TIE-5). Facts: `category`, and of a wrong class `class` and `touches`.
 */
export function amendmentClassFault(
  category: string,
  { class: found, differences, touches }: Classification,
): Refusal | undefined {
  if (differences.length === 0) return refuse('changes-nothing', 'AMD-1', { category });
  if (category === found) return undefined;
  return refuse('wrong-class', 'CHA-4', { category, class: found, touches });
}
