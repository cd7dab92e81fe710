/** Secrets of one machine: made once, kept beside the data, readable for their owner only. */
import { randomBytes, randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a file of mode 0600 through to the disk, before anything is locked with what it says. */
export async function writeSecret(
  file: string,
  secret: string,
  owner: { readonly uid: number; readonly gid: number } | null,
): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(`${secret}\n`);
    if (owner !== null) await handle.chown(owner.uid, owner.gid);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The secret that is kept under this name in the data folder; made and kept where there is none yet. */
export async function keptSecret(
  data: string,
  name: string,
  make: () => string | Promise<string>,
): Promise<string> {
  const file = join(data, name);
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = await make();
  const draft = `${file}.${randomUUID()}`;
  await writeSecret(draft, secret, null);
  await rename(draft, file);
  return secret;
}

/** A key for signing calls as Standard Webhooks writes it: `whsec_` and base64 of 24 to 64 bytes. */
export function makeCallSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
