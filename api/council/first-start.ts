/** Fills an empty council from its charter file and its members file; a council that has a charter keeps it (CHA-3, MEM-6). */
import { charterCopy } from '../../charter/copy.ts';
import { type LoadedCharter, paceFaults, parseCharter } from '../../charter/load.ts';
import type { Charter } from '../../charter/types.ts';
import type { Member } from '../../rules/model.ts';
import { charterInForce, loadFirstCharter } from '../../store/council/charters.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';
import { listMembers } from '../../store/council/members.ts';
import { startError } from '../../store/postgres/start-error.ts';
import { ignoredFiles } from './ignored-files.ts';
import { importFrom, type MembersSource, openMembers } from './members-source.ts';
import { type Read, readWhole } from './whole-file.ts';

export interface CouncilFiles {
  readonly charter: Read<LoadedCharter>;
  /** Null: members come from elsewhere, or are there already. */
  readonly members: MembersSource | null;
}

/** What stands in the council at the start. */
export interface Council {
  readonly charter: { readonly name: string; readonly version: number };
  /** The first of them, by id. */
  readonly members: readonly Member[];
  /** Whether there are more than these. */
  readonly more: boolean;
  /** Sentences of the files that say otherwise than the council, and were not read. */
  readonly ignored: readonly string[];
}

/**
 * Reads both files before anything is started, but for a members file of more than five million bytes.
 * @throws a start error with every fault and its path (CHA-2)
 */
export async function readCouncilFiles(files: {
  readonly charterFile: string;
  readonly membersFile: string | null;
}): Promise<CouncilFiles> {
  return {
    charter: await readWhole(parseCharter, files.charterFile, 'FOLKMOOT_CHARTER'),
    members: files.membersFile === null ? null : await openMembers(files.membersFile),
  };
}

/**
 * Loads charter and members where there are none yet, each by itself, so that a start that was killed between them is made good.
 * @param pace refused where it would make a window of the charter in force shorter than a second
 * @throws a start error that says what cannot be
 */
export async function loadCouncil(
  db: Db,
  files: CouncilFiles,
  { clock, pace }: { readonly clock: Clock; readonly pace: number },
): Promise<Council> {
  const at = await clock(db);
  await loadFirstCharter(db, { ...files.charter.read, at });
  // Of several processes that start at once, one imports; the others find its members.
  if (files.members !== null && (await isEmpty(db))) await importFrom(db, files.members, at);
  const inForce = await charterInForce(db);
  if (inForce === undefined) throw new Error('the council has no charter after one was loaded');
  const { charter: rules } = charterCopy(inForce, 1);
  requirePace(rules, pace);
  const members = await listMembers(db, { limit: SHOWN + 1 });
  return {
    charter: { name: rules.name, version: inForce.version },
    members: members.slice(0, SHOWN),
    more: members.length > SHOWN,
    ignored: await ignoredFiles(db, files.charter, files.members),
  };
}

const isEmpty = async (db: Db): Promise<boolean> => (await listMembers(db, { limit: 1 })).length === 0;

/** More members than this are not shown one by one. */
const SHOWN = 20;

function requirePace(charter: Charter, pace: number): void {
  const short = paceFaults(charter, pace);
  if (short.length === 0) return;
  const windows = short.map(({ path, milliseconds }) => `${path} (${milliseconds / 1000} s)`);
  const most = Math.floor(Math.min(...short.map(({ milliseconds }) => milliseconds)) / 1000);
  throw startError(
    `FOLKMOOT_PACE=${pace} would make these windows shorter than a second: ${windows.join(', ')}. ` +
      `The most for this charter is ${Math.max(1, most)}.`,
  );
}
