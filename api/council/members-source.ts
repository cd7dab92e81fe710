/** The members file that an empty council is filled from (MEM-6): a short one is read whole before anything is started, a long one as it is imported. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { longestYaml, membersIn, mostFaults, parseMembers } from '../../charter/members-file.ts';
import type { MembersFile } from '../../charter/members.ts';
import type { Db } from '../../store/postgres/database.ts';
import { importFile } from '../../store/council/member-import.ts';
import { isStartError } from '../../store/postgres/start-error.ts';
import { readWhole, refusedFile } from './whole-file.ts';

export interface MembersSource {
  readonly file: string;
  /** From its beginning. @param most of its faults that are told @throws a start error that tells them */
  readonly parts: (most?: number) => AsyncIterable<MembersFile>;
}

/** @throws a start error where it cannot be read, or is short and has faults */
export async function openMembers(file: string): Promise<MembersSource> {
  // What is not there, or no file, is told of where it is read.
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > longestYaml) return { file, parts: (most) => partsOf(file, most) };
  const { read } = await readWhole(parseMembers, file, 'FOLKMOOT_MEMBERS');
  return {
    file,
    parts: async function* () {
      yield read;
    },
  };
}

async function* partsOf(file: string, most = mostFaults): AsyncGenerator<MembersFile, void> {
  for await (const read of membersIn(createReadStream(file), most)) {
    if ('faults' in read) throw refusedFile(file, read.faults);
    yield read;
  }
}

/**
 * Imports it; answers false where somebody is there already.
 * @throws a start error with its faults
 */
export async function importFrom(db: Db, { parts }: MembersSource, at: string): Promise<boolean> {
  try {
    return await importFile(db, parts(1), at);
  } catch (error) {
    // A transaction ends at the first fault. What else is wrong is looked for without one.
    if (isStartError(error)) for await (const _ of parts());
    throw error;
  }
}
