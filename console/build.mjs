// Builds the console where it is missing or older than its sources, before `npm start`; `--always` builds it anyway. Plain Node, so that it starts at once.
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What its bundle is made of, beside the packages. */
const sources = ['console', 'ledger', 'charter', 'rules', 'package-lock.json'];
const root = new URL('../', import.meta.url);
const always = process.argv.includes('--always');

if (always || isOld()) await build();

async function build() {
  const begun = process.hrtime.bigint();
  let vite;
  try {
    vite = await import('vite');
  } catch (error) {
    if (always || error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.log('The console is not built: its packages are for development, and are not installed here.');
    return;
  }
  console.log('Building the console …');
  await vite.build({
    configFile: fileURLToPath(new URL('console/vite.config.ts', root)),
    logLevel: 'warn',
  });
  console.log(`The console is built (${Math.ceil(Number(process.hrtime.bigint() - begun) / 1e9)} s).`);
}

function isOld() {
  const built = statSync(new URL('dist/console/index.html', root), { throwIfNoEntry: false })?.mtimeMs;
  return built === undefined || sources.some((name) => newest(new URL(name, root)) > built);
}

/** When the youngest file at or below an address was changed, in milliseconds. */
function newest(url) {
  const found = statSync(url);
  if (!found.isDirectory()) return found.mtimeMs;
  const below = new URL(`${url.href}/`);
  return Math.max(0, ...readdirSync(below).map((name) => newest(new URL(name, below))));
}
