/** Which files a start did not read because the council is there already, and what to do about it (CHA-3, MEM-6). */
import { fileURLToPath } from 'node:url';
import { defaultCharterFile, exampleMembersFile, type LoadedCharter } from '../../charter/load.ts';
import type { Member } from '../../rules/model.ts';
import { firstCharterNamed, isCharterVersion } from '../../store/council/charters.ts';
import type { Db } from '../../store/postgres/database.ts';
import { membersAmong } from '../../store/council/members.ts';
import type { MembersSource } from './members-source.ts';

/** A sentence for each file that says otherwise than the council, whose word counts; none while the council is as its files say. */
export async function ignoredFiles(
  db: Db,
  charter: { readonly file: string; readonly read: LoadedCharter },
  members: MembersSource | null,
): Promise<readonly string[]> {
  return [
    ...((await isCharterIgnored(db, charter))
      ? [
          `The charter in ${charter.file} is not this council’s, and was not read: a council reads the file once (CHA-3). ` +
            `It comes into force by a decision of the category constitutional or core-principles, or in a new council, ${newCouncil}.`,
        ]
      : []),
    ...(members === null ? [] : await ignoredMembers(db, members)),
  ];
}

const newCouncil = 'with a data folder or a database that is empty yet';

/** The default charter may have changed with a release: it is told of only to a council that began with it. */
async function isCharterIgnored(
  db: Db,
  { file, read: { hash, charter } }: { readonly file: string; readonly read: LoadedCharter },
): Promise<boolean> {
  if (await isCharterVersion(db, hash)) return false;
  return file !== fileURLToPath(defaultCharterFile) || (await firstCharterNamed(db, charter.name));
}

/** Of a file, so many members are held against the council. */
const mostCompared = 1_000;
const mostNamed = 5;

async function ignoredMembers(db: Db, { file, parts }: MembersSource): Promise<readonly string[]> {
  if (file === fileURLToPath(exampleMembersFile)) return [];
  const compared: Member[] = [];
  for await (const { members } of parts()) {
    compared.push(...members.slice(0, mostCompared - compared.length));
    if (compared.length === mostCompared) break;
  }
  const known = new Map(
    (
      await membersAmong(
        db,
        compared.map(({ id }) => id),
      )
    ).map((member) => [member.id, member]),
  );
  const others = compared.filter((member) => {
    const there = known.get(member.id);
    return there === undefined || told(there) !== told(member);
  });
  if (others.length === 0) return [];
  const named = others.slice(0, mostNamed).map(({ id }) => id);
  const more = others.length > mostNamed ? ` and ${others.length - mostNamed} more` : '';
  return [
    `The members file ${file} says otherwise than this council of ${named.join(', ')}${more}, and was not read: a council reads it once (MEM-6). ` +
      `Until the first submission the registrar adds members (POST /v1/members); after it decisions of the category membership do. Or start a new council, ${newCouncil}.`,
  ];
}

/** What a file says of a member and a council keeps; a status changes every day. */
const told = ({ name, kind, steward, family, bornAt, roles, milestones }: Member): string =>
  JSON.stringify([
    name,
    kind,
    steward,
    family,
    Date.parse(bornAt),
    [...new Set(roles)].sort(),
    [...new Set(milestones)].sort(),
  ]);
