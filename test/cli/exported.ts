/** A council that decided twice, its log served over HTTP, and the archive that was exported from it. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../cli/program.ts';
import type { Signer } from '../../ledger/log/keys.ts';
import { newSigner } from '../ledger/keys.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { propose } from '../support/story.ts';
import { serveLog, type Served, token } from './served.ts';

export interface Exported {
  readonly council: Council;
  readonly served: Served;
  readonly signer: Signer;
  /** The decision by vote, the second entry of the log; the first was by consensus. */
  readonly decision: string;
  /** A copy of the archive, to be tampered with; beside it `trusted`, the key, and `token`. */
  readonly copy: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** What the command says, and its exit code. */
export async function folkmoot(...args: string[]): Promise<{ readonly code: number; readonly said: string }> {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const code = await run(args, { out: say, problem: say });
  return { code, said: said.join('') };
}

export async function openExported(): Promise<Exported> {
  const signer = newSigner();
  const council = await openCouncil();
  const agreed = await propose(council, 'carl');
  await council.wait('73h');
  await agreed.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
  await agreed.outcome();
  const voted = await propose(council, 'carl', { category: 'resources' });
  await council.wait('145h');
  await voted.votes({ anna: 'against', ben: 'for', carl: 'for', dora: 'for' });
  await voted.votes({ anna: 'for' });
  await voted.outcome();
  const served = await serveLog(council.db, signer);

  const original = await mkdtemp(join(tmpdir(), 'folkmoot-archive-'));
  await writeFile(join(original, 'token'), `${token}\n`);
  await writeFile(join(original, 'trusted'), `${signer.verifier.line}\n`);
  const { code, said } = await folkmoot(
    'export',
    original,
    '--from',
    served.url,
    '--token',
    join(original, 'token'),
  );
  if (code !== 0) throw new Error(said);
  const copies: string[] = [original];
  return {
    council,
    served,
    signer,
    decision: voted.id,
    copy: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'folkmoot-cli-'));
      copies.push(folder);
      await cp(original, folder, { recursive: true });
      return folder;
    },
    close: async () => {
      await served.close();
      await council.close();
      for (const folder of copies) await rm(folder, { recursive: true, force: true });
    },
  };
}
