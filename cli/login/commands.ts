/** `folkmoot login` and `folkmoot logout`: a member signs in once, and the commands after it are theirs (AUT-1). */
import type { Command } from 'commander';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Environment } from '../../settings/variables.ts';
import { exampleOf, localServer } from '../command.ts';
import { cliError } from '../error.ts';
import { printable, type Terminal } from '../report.ts';
import { answered, send, serverSource } from '../source.ts';
import { byDevice, revoked } from './device.ts';
import { keepSignIn, readSignIns, serverName, type SignIn, signInsFile } from './sign-ins.ts';
import { signInOf, written } from './token.ts';

/** What both commands need beside their options. */
interface Around {
  readonly terminal: Terminal;
  readonly environment: Environment;
  readonly serving: (serve: () => Promise<number>) => Promise<void>;
}

interface LoginOptions {
  readonly from: string;
  readonly as?: string;
  readonly issuer?: string;
  readonly client: string;
  readonly scope: string;
  readonly resource?: string;
}

/** Bytes of what a server says of itself. */
const longestMetadata = 100_000;

export function addLogin(program: Command, { terminal, environment, serving }: Around): void {
  program
    .command('login')
    .summary('signs a member in at a server, for the commands after it')
    .description(
      'Signs in with the identity provider of the council by the device flow (RFC 8628): it prints an address and a code, one signs in there with any browser, and the token is kept in a file that only its owner can read. In the trial, which has no provider, --as says who one is.',
    )
    .option('--from <url>', 'the server', localServer)
    .option('--as <member>', 'in the trial on this machine: the member to be')
    .option('--issuer <url>', 'the identity provider; else the first that the server names')
    .option(
      '--client <id>',
      'the id of a public client at the provider that may use the device flow',
      'folkmoot-cli',
    )
    .option('--scope <scopes>', 'what is asked for', 'openid offline_access')
    .option('--resource <uri>', 'whom the token is for (RFC 8707); else the server’s address')
    .addHelpText(
      'after',
      exampleOf('folkmoot login --from https://council.example', 'folkmoot login --as dora'),
    )
    .action((options: LoginOptions) => serving(() => login(options, terminal, environment)));
  program
    .command('logout')
    .summary('forgets the sign-in at a server, and gives up what renews it')
    .description(
      'Removes the token that `folkmoot login` kept, and revokes its refresh token at the provider (RFC 7009).',
    )
    .option('--from <url>', 'the server', localServer)
    .addHelpText('after', exampleOf('folkmoot logout --from https://council.example'))
    .action(({ from }: { from: string }) => serving(() => logout(from, terminal, environment)));
}

async function login(options: LoginOptions, { out }: Terminal, environment: Environment): Promise<number> {
  const { from, as, client, scope } = options;
  const [file, server] = [signInsFile(environment), serverName(from)];
  if (as !== undefined) {
    await keepSignIn(file, server, await inTrial(server, as));
    out(`Signed in at ${server} as ${printable(as)}. Kept in ${file}.\n`);
    return 0;
  }
  const { resource = `${server}/` } = options;
  // It is kept beside the token, for the next one.
  if (!URL.canParse(resource)) throw cliError(`${resource} is no URI of whom a token can be for.`);
  const issuer = options.issuer ?? (await issuerOf(server));
  const grant = { issuer, client, scope, resource };
  const tokens = await byDevice(grant, ({ code, address, direct, lifetime }) => {
    out(`Open ${printable(address)} in a browser and type this code: ${printable(code)}\n`);
    if (direct !== undefined) out(`The code is filled in at ${printable(direct)}\n`);
    out(`Waiting for the sign-in, ${Math.ceil(lifetime / 60)} minutes at most …\n`);
  });
  await keepSignIn(file, server, signInOf(grant, tokens));
  out(`Signed in at ${server}. Kept in ${file}.\n`);
  return 0;
}

const claimsSchema = z.object({ exp: z.number().min(0) });

const tokenSchema = z
  .object({ token: z.jwt() })
  .transform(({ token }) => ({ token, ends: claimsSchema.safeParse(decodeJwt(token)).data?.exp ?? 0 }));

/** A token of the trial says when it ends, and is renewed by nobody. */
async function inTrial(server: string, member: string): Promise<SignIn> {
  const answer = await send(server, { method: 'POST', path: 'v1/dev/tokens', body: { member } });
  const { data } = tokenSchema.safeParse(answer);
  if (data === undefined) throw cliError(`${server} gave no token of the trial.`);
  return { access: data.token, expiresAt: written(data.ends * 1_000), renewal: null };
}

async function logout(from: string, { out }: Terminal, environment: Environment): Promise<number> {
  const [file, server] = [signInsFile(environment), serverName(from)];
  const { [server]: kept } = await readSignIns(file);
  if (kept === undefined) {
    out(`Nobody is signed in at ${server}.\n`);
    return 0;
  }
  // Forgotten first: a provider that is away keeps nobody signed in here.
  await keepSignIn(file, server, undefined);
  if (kept.renewal !== null) await revoked(kept.renewal, kept.renewal.refresh);
  out(`Signed out at ${server}.\n`);
  return 0;
}

const metadataSchema = z.object({ authorization_servers: z.array(z.url()) });

/** The first identity provider that a server names (RFC 9728). */
async function issuerOf(server: string): Promise<string> {
  const told = await answered(
    serverSource(server),
    '.well-known/oauth-protected-resource/mcp',
    longestMetadata,
  );
  if ('trouble' in told) throw cliError(told.trouble);
  const { data } = metadataSchema.safeParse(told.body);
  const [first] = data?.authorization_servers ?? [];
  if (first === undefined)
    throw cliError(
      `${server} names no identity provider. In the trial say who you are with --as MEMBER; else name the provider with --issuer.`,
    );
  return first;
}
