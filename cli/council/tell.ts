/** `folkmoot charter`: a charter's file checked and told in words, and what another one says otherwise; no service is asked. */
import { classOf } from '../../charter/change/amend.ts';
import {
  type CharterDocument,
  describeFault,
  type LoadedCharter,
  parseCharter,
  readCharter,
} from '../../charter/load.ts';
import type { Fault } from '../../charter/faults/fault.ts';
import type { MembersFile } from '../../charter/members.ts';
import { parseMembers } from '../../charter/members-file.ts';
import { inWords } from '../../charter/words/chapters.ts';
import { type ChangeInWords, changesInWords } from '../../charter/words/changes.ts';
import { factsOf } from '../../charter/words/facts.ts';
import type { Sizes } from '../../charter/words/telling.ts';
import { isObject, jsonOf } from '../../ledger/bytes/json.ts';
import { type Check, counted, failed, passed } from '../../ledger/recount/check.ts';
import { isElector } from '../../rules/polls/electorate.ts';
import { longestCharter } from '../archive/charter.ts';
import { now } from '../clock.ts';
import { cliError } from '../error.ts';
import { mostChecks, type Report } from '../report.ts';
import { fileBytes } from '../source.ts';

/** Bytes of a members file that are read. */
const longestMembers = 500_000_000;

export interface Telling {
  /** The file of another charter, to which the first would be amended. */
  readonly diff?: string;
  /** The file of the members of whom electors are counted. */
  readonly members?: string;
  /** How many electors the council has, where no members are given. */
  readonly electorate?: number;
}

/** Faults are failed checks, each with its place; a charter without any is told. */
export async function tellCharter(file: string, { diff, members, electorate }: Telling): Promise<Report> {
  if (members !== undefined && electorate !== undefined)
    throw cliError('--members and --electorate both say how many decide: one is enough.');
  const loaded = await charterIn(file);
  const other = diff === undefined ? undefined : await charterIn(diff);
  const sizing = members === undefined ? undefined : await membersIn(members);
  const checks = [...loaded.checks, ...(other?.checks ?? []), ...(sizing?.checks ?? [])];
  if (sizing !== undefined && sizing.file === undefined) return { checks };
  if (loaded.charter === undefined || (other !== undefined && other.charter === undefined)) return { checks };
  const { document, charter, hash } = loaded.charter;
  const sizes = sizing?.file === undefined ? sizesOf(electorate) : sizesAmong(sizing.file, charter);
  if (other?.charter !== undefined)
    return { checks, ...changesTold(document, other.charter.document, sizes) };
  return {
    checks,
    notes: inWords(document, sizes).flatMap(({ heading, sentences }) =>
      sentences.length === 0 ? [] : [heading, ...sentences.map((sentence) => `  ${sentence}`)],
    ),
    figures: { hash, facts: factsOf(document, sizes) },
  };
}

interface ReadFile {
  readonly checks: readonly Check[];
  readonly charter?: LoadedCharter;
}

/** A charter's file, or the answer in which a service gave it. */
async function charterIn(file: string): Promise<ReadFile> {
  const text = String(await fileBytes(file, longestCharter));
  const served = jsonOf(text);
  const read =
    isObject(served) && 'document' in served ? readCharter(served['document']) : parseCharter(text);
  if ('faults' in read) return { checks: failuresOf(file, read.faults) };
  const sentence = `${file} is a charter without faults; its hash is ${read.hash}.`;
  return { checks: [passed('charter', sentence)], charter: read };
}

const failuresOf = (file: string, faults: readonly Fault[]): readonly Check[] =>
  faults.slice(0, mostChecks).map((fault) => failed('charter', `${file}: ${describeFault(fault)}`));

async function membersIn(
  file: string,
): Promise<{ readonly checks: readonly Check[]; readonly file?: MembersFile }> {
  const read = parseMembers(String(await fileBytes(file, longestMembers)));
  return 'faults' in read ? { checks: failuresOf(file, read.faults) } : { checks: [], file: read };
}

const sizesOf = (electorate: number | undefined): Sizes => ({
  council: electorate === undefined ? [] : [electorate],
  families: [],
});

/** How many of the members of a file decide today, in the council and in each family (MEM-1, MEM-3). */
function sizesAmong(file: MembersFile, charter: LoadedCharter['charter']): Sizes {
  const at = new Date(now()).toISOString();
  const count = (tier: 2 | 3, family: string | null): number =>
    file.members.filter((member) => isElector(member, { tier, family, excluded: [] }, charter, at)).length;
  // A family of which nobody decides yet has no figures to tell.
  const families = new Set(file.families.map(({ id }) => count(2, id)).filter((size) => size > 0));
  return { council: [count(3, null)], families: [...families].toSorted((one, other) => one - other) };
}

function changesTold(before: CharterDocument, after: CharterDocument, sizes: Sizes): Omit<Report, 'checks'> {
  const { changes, sameInWords } = changesInWords(before, after, sizes);
  const { class: kind, differences, touches } = classOf(before, after);
  if (differences.length === 0) return { notes: ['The two say the same.'], figures: { changes: [] } };
  const guarded = touches.map(
    ({ principle, guards }) => `${guards} (${principle ?? 'the list of principles'})`,
  );
  const reason = touches.length === 0 ? '' : `: it touches ${guarded.join(', ')}`;
  return {
    notes: [
      ...linesOf(changes),
      ...(sameInWords.length === 0
        ? []
        : [`Written otherwise, and the same in words: ${sameInWords.join(', ')}`]),
      `${counted(changes.length, 'change')}. An amendment that turned the first into the second would be of the class ${kind} (CHA-4)${reason}.`,
    ],
    figures: { class: kind, touches, changes, sameInWords },
  };
}

/** Where several tiers or categories change alike, they are named together. */
function linesOf(changes: readonly ChangeInWords[]): readonly string[] {
  const alike = new Map<string, ChangeInWords[]>();
  for (const change of changes) {
    const key = JSON.stringify([everyEntry(change), change.before, change.after]);
    alike.set(key, [...(alike.get(key) ?? []), change]);
  }
  return [...alike.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const { path, before, after } = first;
    const names = [first, ...more].map(({ of }) => of).join(', ');
    return [
      more.length === 0 ? path : `${everyEntry(first)} of ${names}`,
      ...(before === undefined ? [] : [`  before  ${before}`]),
      ...(after === undefined ? [] : [`  after   ${after}`]),
    ];
  });
}

/** The path of a change with a star for the name of its entry. */
const everyEntry = ({ path, of }: ChangeInWords): string =>
  of === undefined ? path : path.replace(/^(\/[^/]*)\/[^/]*/, '$1/*');
