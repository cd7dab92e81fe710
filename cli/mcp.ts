/** `folkmoot mcp`: the council for an agent's program, over stdio (Model Context Protocol). */
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Command } from 'commander';
import { overHttp } from '../mcp/over-http.ts';
import { createMcpServer } from '../mcp/server.ts';
import type { Environment } from '../settings/variables.ts';
import { version } from '../settings/version.ts';
import { exampleOf, localServer } from './command.ts';
import { cliError } from './error.ts';
import { neededToken, tokenOption } from './login/token.ts';
import { isUrl } from './source.ts';

interface McpOptions {
  readonly from: string;
  readonly token?: string;
}

export function addMcp(
  program: Command,
  serving: (serve: () => Promise<number>) => Promise<void>,
  environment: Environment,
): void {
  program
    .command('mcp')
    .summary('lets an agent take part: an MCP server over stdio')
    .description(
      'Speaks the Model Context Protocol on standard input and output, for a program that runs agents: its tools act as the member whose token it is, and with no more rights. The token stands in the environment (FOLKMOOT_TOKEN) or in a file, or is that of `folkmoot login`. A service offers the same over HTTP at /mcp.',
    )
    .option('--from <url>', 'the server', localServer)
    .option('--token <file>', tokenOption)
    .addHelpText('after', exampleOf('FOLKMOOT_TOKEN=fmt_… folkmoot mcp --from https://council.example'))
    .action((options: McpOptions) => serving(() => serve(options, environment)));
}

/** @returns the exit code, once nobody speaks with it any more */
async function serve({ from, token }: McpOptions, environment: Environment): Promise<number> {
  if (!isUrl(from) || !URL.canParse(from)) throw cliError(`${from} is no URL of a server.`);
  const council = overHttp(from, `Bearer ${await neededToken({ from, token }, environment)}`);
  const own = version();
  await new Promise<void>((resolve) => {
    const served = serveStdio(() => createMcpServer(council, own), { onerror: () => undefined });
    process.stdin.once('end', () => void served.close().then(resolve));
    process.stdin.once('close', () => void served.close().then(resolve));
  });
  return 0;
}
