/** `npm run test:contract`: Schemathesis asks a whole council whatever /openapi.json lets one ask, and holds the answers against it (PRO-10). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { prepare } from './council.ts';
import { withCouncil } from './served.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

const { schemathesis, seconds, seed } = new Command('test:contract')
  .description('Asks a whole council whatever its description lets one ask.')
  .requiredOption('--schemathesis <program>', 'the program')
  .option('--seconds <seconds>', 'how long it asks', '60')
  .option('--seed <seed>', 'what it asks is drawn from it', '1')
  .parse()
  .opts<{ schemathesis: string; seconds: string; seed: string }>();

/** What is asked of each answer. What the rules refuse is no fault of the request, so that a good one may be refused. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'unsupported_method',
  'allow_header_conformance',
  'ignored_auth',
];

/** A review of three days takes half a minute, so that votes open while they are asked about. */
const pace = '8640';

process.exitCode = await withCouncil(pace, async ({ url, folder }) => {
  const known = join(folder, 'known.json');
  await writeFile(known, JSON.stringify(await prepare(url)));
  return ended(ask(url, { folder, known }));
});

/** The stream of events never ends, and is left out. */
function ask(
  url: string,
  { folder, known }: { readonly folder: string; readonly known: string },
): ChildProcess {
  return spawn(
    schemathesis,
    [
      ...[
        '--config-file',
        '/dev/null',
        'run',
        `${url}/openapi.json`,
        '--exclude-operation-id',
        'streamEvents',
      ],
      ...['--phases', 'examples,coverage,fuzzing', '--checks', checks.join(), '--continue-on-failure'],
      ...['--seed', seed, '--max-time', seconds, '--request-timeout', '30'],
      ...[
        '--suppress-health-check',
        'all',
        '--generation-database',
        'none',
        '--warnings',
        'off',
        '--no-color',
      ],
    ],
    {
      cwd: folder,
      env: {
        ...process.env,
        FOLKMOOT_CONTRACT: known,
        SCHEMATHESIS_HOOKS: 'hooks',
        PYTHONPATH: join(project, 'test/contract'),
        PYTHONDONTWRITEBYTECODE: '1',
      },
      stdio: 'inherit',
    },
  );
}

async function ended(child: ChildProcess): Promise<number> {
  const [exit] = (await once(child, 'exit')) as [number | null];
  return exit ?? 1;
}
