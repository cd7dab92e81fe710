/** Every record and every export proves itself; each checkpoint that was seen is consistent with the last; acknowledgements and promises hold. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyArchive } from '../../cli/archive/archive.ts';
import { exportArchive } from '../../cli/archive/export.ts';
import { keysOf, readLog } from '../../cli/log.ts';
import { serverSource, within } from '../../cli/source.ts';
import { rootOfBeginning, verifyLog } from '../../cli/verify-log.ts';
import { openAcknowledgement } from '../../ledger/answers/acknowledgement.ts';
import { openCheckpoint } from '../../ledger/log/checkpoint.ts';
import type { Client } from './client.ts';
import { guardian } from './council.ts';
import type { Operation } from './history.ts';
import type { Finals } from './last-look.ts';
import type { Seen } from './seen.ts';

export interface Ledger {
  readonly client: Client;
  readonly finals: Finals;
  readonly operations: readonly Operation[];
  readonly checkpoints: ReadonlySet<string>;
  /** Where the export is written. */
  readonly folder: string;
}

const ledger = 'the ledger';

export async function checkLedger(
  { client, finals, operations, checkpoints, folder }: Ledger,
  seen: Seen,
): Promise<void> {
  const url = client.urls[0] as string;
  const server = within(serverSource(url, client.token(guardian)), 'v1');
  const log = within(server, 'ledger');
  const verifiers = await keysOf(log);
  if ('fault' in verifiers) {
    seen.violates('differs', ledger, verifiers.fault);
    return;
  }
  const leaves = new Map<string, string>();
  const read = await readLog(log, verifiers, {
    entry: async (_log, index, bytes) => {
      const text = Buffer.from(bytes).toString();
      const { id } = JSON.parse(text);
      if (leaves.has(id))
        seen.violates('doubled', id, `entry ${index} of the ledger is another record of it`);
      leaves.set(id, text);
    },
  });
  if ('fault' in read) {
    seen.violates('differs', ledger, read.fault);
    return;
  }
  for (const note of checkpoints) {
    const before = openCheckpoint(note, verifiers);
    if ('fault' in before) seen.violates('differs', ledger, `a checkpoint that was seen: ${before.fault}`);
    else if ((await rootOfBeginning(read, before.size))?.equals(before.root) !== true)
      seen.violates(
        'went back',
        ledger,
        `the log does not begin with the ${before.size} entries of a checkpoint that was seen`,
      );
  }
  for (const { known, state, record } of finals.decisions) {
    const leaf = leaves.get(known.id);
    // A draft that was never submitted leaves none (REC-1).
    if (state.stage === 'ended' && state.submittedAt !== null && record === null)
      seen.violates('lost', known.name, `${known.id} has ended without a record`);
    if (record !== null && leaf !== record.text)
      seen.violates(
        'differs',
        known.name,
        `the record of ${known.id} is not the leaf that the ledger has of it`,
      );
  }
  for (const { answer, decision, name } of operations)
    if (answer?.acknowledgement !== undefined) {
      const opened = openAcknowledgement(answer.acknowledgement, verifiers);
      if ('fault' in opened) seen.violates('differs', decision ?? name, `${name}: ${opened.fault}`);
    }
  await proofs(url, client.token(guardian), folder, seen);
}

/** `folkmoot export`, `verify` and `verify-log`, as anyone would run them. */
async function proofs(url: string, token: string, folder: string, seen: Seen): Promise<void> {
  const archive = join(folder, 'archive');
  await rm(archive, { recursive: true, force: true });
  await mkdir(archive, { recursive: true });
  await writeFile(join(folder, 'token'), token);
  const server = within(serverSource(url, token), 'v1');
  const reports = [
    await exportArchive({ server, folder: archive, isMember: true }),
    await verifyArchive(archive, undefined),
    await verifyLog({
      log: within(server, 'ledger'),
      verifiers: undefined,
      seen: join(folder, 'seen.checkpoint'),
    }),
  ];
  for (const { checks } of reports)
    for (const { ok, sentence } of checks) if (!ok) seen.violates('differs', ledger, sentence);
}
