/** The sign-ins that `folkmoot login` keeps: one for each server, in a file that only its owner can read. */
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { Environment } from '../../settings/variables.ts';
import { cliError } from '../error.ts';
import { isMissing, isUrl } from '../source.ts';

const signInSchema = z.strictObject({
  /** The bearer token. */
  access: z.string(),
  /** The instant from which it is nothing any more. */
  expiresAt: z.iso.datetime(),
  /** How another is had without a person; null where the provider gives none, and in the trial. */
  renewal: z
    .strictObject({ issuer: z.url(), client: z.string(), resource: z.url(), refresh: z.string() })
    .nullable(),
});

/** Where nothing is kept the whole file is nothing. */
const fileSchema = z.record(z.url(), signInSchema);

export type SignIn = z.infer<typeof signInSchema>;

/**
 * The file of sign-ins (XDG Base Directory Specification): `$XDG_CONFIG_HOME/folkmoot/sign-ins.json`, by default below `~/.config`. A relative
 * folder is passed over, as the specification says: a token is not left wherever a command was run.
 */
export function signInsFile(environment: Environment): string {
  const { XDG_CONFIG_HOME: base = '' } = environment;
  return join(isAbsolute(base) ? base : join(homedir(), '.config'), 'folkmoot', 'sign-ins.json');
}

/** A server by its address alone: scheme, name and port. */
export const serverName = (from: string): string => {
  if (!isUrl(from) || !URL.canParse(from)) throw cliError(`${from} is no URL of a server.`);
  return new URL(from).origin;
};

/** What is kept for each server, by its origin. */
export async function readSignIns(file: string): Promise<Readonly<Record<string, SignIn>>> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (isMissing(error)) return {};
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      throw cliError(`${file} holds no sign-ins: remove it, and sign in again.`);
    throw cliError(`${file} cannot be read (${(error as Error).message}).`);
  }
}

/** Keeps the sign-in of one server, or forgets it; those of others stay. The file is written beside its place, so that it is whole at every instant. */
export async function keepSignIn(file: string, server: string, signIn: SignIn | undefined): Promise<void> {
  const { [server]: _, ...others } = await readSignIns(file);
  const kept = signIn === undefined ? others : { ...others, [server]: signIn };
  const draft = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await rm(draft, { force: true });
    await writeFile(draft, `${JSON.stringify(kept, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    await chmod(draft, 0o600);
    await rename(draft, file);
  } catch (error) {
    throw cliError(`${file} cannot be written (${(error as Error).message}).`);
  }
}
