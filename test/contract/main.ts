/** `npm run test:contract`: Schemathesis asks a whole council whatever /openapi.json lets one ask, and holds the answers against it (PRO-10). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { freePort } from '../../embedded/ports.ts';
import { prepare } from './council.ts';

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

const data = await mkdtemp(join(tmpdir(), 'folkmoot-contract-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const council = spawn(process.execPath, ['--import', 'tsx', 'embedded/main.ts'], {
  cwd: project,
  env: {
    ...process.env,
    FOLKMOOT_DATA: join(data, 'council'),
    FOLKMOOT_MEMBERS: join(project, 'charter/members.first.yaml'),
    FOLKMOOT_PACE: pace,
    PORT: String(port),
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const gone = once(council, 'exit');
let code: number;
try {
  await Promise.race([
    ready(),
    gone.then(() => Promise.reject(new Error('the council ended before it was ready'))),
  ]);
  const known = join(data, 'known.json');
  await writeFile(known, JSON.stringify(await prepare(url)));
  code = await ended(ask(known));
} finally {
  council.kill('SIGTERM');
  await gone;
  await rm(data, { recursive: true, force: true });
}
process.exitCode = code;

async function ready(): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The stream of events never ends, and is left out. */
function ask(known: string): ChildProcess {
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
      cwd: data,
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
