/** `folkmoot demo`: five agents and the person at the keyboard decide one proposal, in a council that is thrown away at the end. */
import { isCliError } from '../cli/error.ts';
import { openClosing } from '../embedded/closing.ts';
import { openEnding } from '../embedded/ending.ts';
import { isStartError } from '../store/postgres/start-error.ts';
import { runDemo } from './demo.ts';
import { help, readOptions } from './options.ts';

/** Milliseconds that each part has for stopping. */
const patience = 10_000;

function described(error: unknown): string {
  if (isStartError(error) || isCliError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const ending = openEnding('The demo', described, {
  throughNpm: process.env['npm_lifecycle_event'] !== undefined,
});
const closing = openClosing(
  () => patience,
  (part, error) => process.stderr.write(`${part} did not stop in good order: ${(error as Error).message}\n`),
);
try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(help);
  const holds = options.help || (await runDemo({ options, environment: process.env, closing, ending }));
  ending.end(holds ? 0 : 1);
} catch (error) {
  ending.end(1, described(error));
}
await closing.close();
process.exit(ending.ended()?.code ?? 1);
