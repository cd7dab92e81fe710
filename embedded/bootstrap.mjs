// Before `npm start` and `npm test`: checks Node and installs what is missing. Plain Node, as it runs before anything is installed.
import { spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, resolve as resolvePath } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = [20, 20];
const root = new URL('../', import.meta.url);
const forTests = process.argv.includes('--tests');

requireNode();
if (isInstallMissing()) await install();
if (forTests && !arePrograms()) await fetchPrograms();

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  fail(
    `Folkmoot needs Node.js ${OLDEST.join('.')} or newer; this is ${process.versions.node}. Install one from https://nodejs.org.`,
  );
}

/**
 * Compares the lock with npm's own note of what it installed last (node_modules/.package-lock.json, written when an install is
 * complete). Packages for other machines are optional and may be missing; those for development may be missing unless tests run.
 */
function isInstallMissing() {
  const locked = readJson('package-lock.json')?.packages;
  if (locked === undefined) fail('package-lock.json is missing or damaged: check the file out again.');
  const installed = readJson('node_modules/.package-lock.json')?.packages;
  if (installed === undefined) return true;
  return Object.entries(locked).some(([path, wanted]) => {
    if (path === '') return false;
    const found = installed[path];
    if (found === undefined) return !(wanted.optional || wanted.devOptional || (wanted.dev && !forTests));
    return found.version !== wanted.version || found.integrity !== wanted.integrity;
  });
}

async function install() {
  console.log('Installing the packages of package-lock.json (npm ci); the first time this takes a minute …');
  const args = [
    'ci',
    '--no-fund',
    '--no-audit',
    '--loglevel=error',
    '--prefer-offline',
    ...(forTests ? ['--include=dev'] : []),
  ];
  const npm = process.env.npm_execpath;
  const code =
    npm !== undefined && basename(npm) === 'npm-cli.js'
      ? await run(process.execPath, [npm, ...args])
      : await run('npm', args);
  if (code !== 0)
    fail(
      'The packages could not be installed; npm says above why. Check the network and the registry that npm uses ' +
        '(npm config get registry), then run the same command again: it goes on where it is needed.',
    );
  console.log('Packages are installed.');
}

/** Runs a command in the project's folder, with a sign of life where npm has no terminal to draw on; resolves with its exit code. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: fileURLToPath(root), stdio: ['ignore', 'inherit', 'inherit'] });
    let seconds = 0;
    const alive = setInterval(() => {
      seconds += 15;
      if (!process.stdout.isTTY) console.log(`… still installing (${seconds} s)`);
    }, 15_000);
    const pass = (signal) => child.kill(signal);
    process.on('SIGTERM', pass).on('SIGINT', pass);
    child.on('error', (error) => {
      console.error(error.message);
      clearInterval(alive);
      resolve(1);
    });
    child.on('exit', (code, signal) => {
      clearInterval(alive);
      process.off('SIGTERM', pass).off('SIGINT', pass);
      if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(1);
      resolve(code ?? 1);
    });
  });
}

/** Whether the programs that the tests found last time are still where they were, with the sizes that they had. */
function arePrograms() {
  const noted = readJson('node_modules/.folkmoot-programs.json');
  return Array.isArray(noted) && noted.every(({ path, size }) => sizeOf(path) === size);
}

async function fetchPrograms() {
  const data = resolvePath(fileURLToPath(root), process.env.FOLKMOOT_DATA ?? '.folkmoot');
  const finding = { data, progress: (line) => console.log(`${line} …`), env: process.env };
  try {
    const { tsImport } = await import('tsx/esm/api');
    const { findTemporal, findTestServer } = await tsImport('./programs.ts', import.meta.url);
    const paths = await Promise.all([findTemporal(finding), findTestServer(finding)]);
    const noted = paths.map((path) => ({ path, size: sizeOf(path) }));
    writeFileSync(new URL('node_modules/.folkmoot-programs.json', root), JSON.stringify(noted));
  } catch (error) {
    fail(error.name === 'StartError' ? error.message : error.stack);
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(new URL(path, root), 'utf8'));
  } catch {
    return undefined;
  }
}

function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}
