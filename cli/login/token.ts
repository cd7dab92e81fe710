/** Whose token a command uses: the one named, the one in the environment, or that of the sign-in which is kept for the server. */
import type { Environment } from '../../settings/variables.ts';
import { now } from '../clock.ts';
import { tokenIn } from '../command.ts';
import { cliError } from '../error.ts';
import { type Grant, renewed, type Tokens } from './device.ts';
import { keepSignIn, readSignIns, serverName, type SignIn, signInsFile } from './sign-ins.ts';

export const tokenOption = 'the member’s token; else FOLKMOOT_TOKEN, else that of `folkmoot login`';

/** Milliseconds before its end from which a token is changed for another: what is asked with it must arrive in time. */
const ahead = 30_000;

interface Asked {
  readonly from: string;
  /** The file that `--token` names. */
  readonly token?: string | undefined;
}

/** The token for a server; undefined where there is none. One that has run out is renewed where its provider lets it. */
export async function tokenFor(
  { from, token: file }: Asked,
  environment: Environment,
): Promise<string | undefined> {
  if (file !== undefined) return tokenIn(file);
  const { FOLKMOOT_TOKEN: given } = environment;
  if (given !== undefined && given !== '') return given;
  const [path, server] = [signInsFile(environment), serverName(from)];
  const { [server]: kept } = await readSignIns(path);
  if (kept === undefined) return undefined;
  if (Date.parse(kept.expiresAt) - ahead > now()) return kept.access;
  if (kept.renewal === null)
    throw cliError(
      `The sign-in at ${server} is over: sign in again with \`folkmoot login --from ${server}\`.`,
    );
  const next = signInOf(kept.renewal, await renewed(kept.renewal, kept.renewal.refresh));
  await keepSignIn(path, server, next);
  return next.access;
}

/** The same, where a command can do nothing without. */
export async function neededToken(asked: Asked, environment: Environment): Promise<string> {
  const token = await tokenFor(asked, environment);
  if (token === undefined)
    throw cliError(
      `There is no token for ${asked.from}: sign in with \`folkmoot login --from ${asked.from}\`, name a file with --token, or set FOLKMOOT_TOKEN.`,
    );
  return token;
}

/** What a provider gave, as it is kept. */
export const signInOf = (
  { issuer, client, resource }: Grant,
  { access, lifetime, refresh }: Tokens,
): SignIn => ({
  access,
  expiresAt: written(now() + lifetime * 1_000),
  renewal: refresh === null ? null : { issuer, client, resource, refresh },
});

/** An instant in milliseconds as a file has it; one beyond the years with four digits is the last of them. */
export const written = (instant: number): string => new Date(Math.min(instant, lastInstant)).toISOString();

const lastInstant = Date.parse('9999-12-31T23:59:59.999Z');
