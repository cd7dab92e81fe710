/** The files that the texts of decisions name, beside their evidence: each lies under the SHA-256 of its bytes (PRO-2). */
import { hash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackedEvidence } from '../../ledger/parts/evidence.ts';
import { type Check, failed } from '../../ledger/recount/check.ts';
import type { Attachment } from '../../rules/model.ts';
import { longestAttachment } from '../../rules/submission/attachments.ts';
import { cliError } from '../error.ts';
import { mostChecks } from '../report.ts';
import { isMissing, type Source } from '../source.ts';

const folder = 'attachments';
const pathOf = (sha256: string): string => `${folder}/${sha256}`;

/** What the versions of a text name, each once. */
export function attachmentsIn({ evidence }: Pick<PackedEvidence, 'evidence'>): readonly Attachment[] {
  if (!('versions' in evidence)) return [];
  const named = new Map<string, Attachment>();
  for (const { content } of evidence.versions)
    for (const one of content.attachments ?? []) named.set(one.sha256, one);
  return [...named.values()];
}

const isItself = (bytes: Buffer, { sha256 }: Attachment): boolean => hash('sha256', bytes, 'hex') === sha256;

/** Takes the files of decisions from a server into an archive; what is there already is not asked for again. */
export function takeAttachments(
  server: Source,
  archive: Source,
  write: (path: string, bytes: Uint8Array) => Promise<void>,
) {
  const seen = new Set<string>();
  return {
    /** How many lie there now. */
    count: () => seen.size,
    async take(decision: string, files: readonly Attachment[]): Promise<readonly Check[]> {
      const wrong: Check[] = [];
      for (const file of files) {
        const path = pathOf(file.sha256);
        if (seen.has(file.sha256)) continue;
        const kept = await archive.read(path, longestAttachment);
        const isKept = kept !== undefined && isItself(kept, file);
        const bytes = isKept
          ? kept
          : await server.read(`proposals/${decision}/attachments/${file.sha256}`, longestAttachment);
        if (bytes === undefined) continue;
        if (!isItself(bytes, file)) {
          wrong.push(failed('evidence', `the server answers another file than ${file.sha256}.`));
          continue;
        }
        if (!isKept) await write(path, bytes);
        seen.add(file.sha256);
      }
      return wrong;
    },
  };
}

/** Checks the files of an archive against what its decisions name. One may be missing; none may be another, or belong to nothing. */
export function openAttachments(archive: Source) {
  const named = new Set<string>();
  const seen = { here: 0, missing: 0 };
  return {
    seen,
    async check(files: readonly Attachment[]): Promise<readonly Check[]> {
      const wrong: Check[] = [];
      for (const file of files) {
        if (named.has(file.sha256)) continue;
        named.add(file.sha256);
        const path = pathOf(file.sha256);
        const bytes = await archive.read(path, longestAttachment);
        if (bytes === undefined) seen.missing += 1;
        else if (bytes.length === file.size && isItself(bytes, file)) seen.here += 1;
        else wrong.push(failed('evidence', `${path} is not the file that its name says.`));
      }
      return wrong;
    },
    /** Files that no decision with evidence names. */
    async strangers(root: string): Promise<readonly Check[]> {
      const names = await readdir(join(root, folder)).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw cliError(`${join(root, folder)} cannot be read (${(error as Error).message}).`);
      });
      return names
        .filter((name) => !named.has(name))
        .slice(0, mostChecks)
        .map((name) => failed('evidence', `${pathOf(name)} is named by no decision whose evidence is here.`));
    },
  };
}
