// Before `npm start` and `npm test`: checks Node and installs what is missing. Plain Node, as it runs before anything is installed.
import { spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, resolve as resolvePath } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = [20, 20];
/** Milliseconds for the registry of packages to answer at all. */
const PATIENCE = 10_000;
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
  const args = ['ci', '--no-fund', '--no-audit', '--loglevel=error', ...(forTests ? ['--include=dev'] : [])];
  const asked = startNpm(['ping', '--fetch-retries=0', `--fetch-timeout=${PATIENCE}`, '--loglevel=error']);
  const installing = startNpm([...args, '--prefer-offline'], { isShown: true });
  const silence = Promise.race([
    asked.ended.then(({ code, said }) => (code === 0 ? undefined : networkFault(said))),
    after(PATIENCE, `no answer within ${PATIENCE / 1000} s`),
  ]);
  const alive = setInterval(() => console.log('… still installing'), 15_000);
  let ended = await Promise.race([installing.ended, silence.then((fault) => fault && { fault })]);
  // The registry answers: then the installation takes as long as it takes.
  ended ??= await installing.ended;
  if (ended.fault !== undefined) {
    installing.kill();
    await installing.ended;
    // What npm keeps from last time may be all that is needed.
    const { fault } = ended;
    const kept = await startNpm([...args, '--offline']).ended;
    ended = kept.code === 0 ? kept : { ...kept, fault };
  }
  clearInterval(alive);
  asked.kill();
  if (ended.code !== 0) fail(`The packages could not be installed; ${await cause(ended)}`);
  console.log('Packages are installed.');
}

function after(milliseconds, value) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, value).unref();
  });
}

/** npm in the project's folder. `ended`: its exit code, and what it said on its way. */
function startNpm(args, { isShown = false } = {}) {
  const npm = process.env.npm_execpath;
  const [command, first] =
    npm !== undefined && basename(npm) === 'npm-cli.js' ? [process.execPath, [npm]] : ['npm', []];
  const child = spawn(command, [...first, ...args], {
    cwd: fileURLToPath(root),
    stdio: ['ignore', isShown ? 'inherit' : 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr])
    output?.setEncoding('utf8').on('data', (text) => {
      said += text;
      if (isShown) process.stderr.write(text);
    });
  const pass = (signal) => child.kill(signal);
  process.on('SIGTERM', pass).on('SIGINT', pass);
  let isKilled = false;
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, said: error.message }));
    child.on('close', (code, signal) => {
      process.off('SIGTERM', pass).off('SIGINT', pass);
      if (!isKilled && (signal === 'SIGINT' || signal === 'SIGTERM')) process.exit(1);
      resolve({ code: code ?? 1, said });
    });
  });
  const kill = () => {
    isKilled = true;
    // npm goes on after SIGTERM while it waits for an answer; what it has half done, the next `npm ci` clears away.
    child.kill('SIGKILL');
  };
  return { ended, kill };
}

function codeOf(said) {
  return /^npm (?:error|ERR!) code (\S+)/m.exec(said)?.[1];
}

/** The code with which npm did not reach its registry; undefined where it was answered, be it by a refusal. */
function networkFault(said) {
  const code = codeOf(said);
  return code !== undefined &&
    /^(?:E(?:NOTFOUND|AI_|CONN|TIMEDOUT|NETUNREACH|HOSTUNREACH|PROTO)|ERR_|FETCH_|UNABLE_|.*(?:CERT|TIMEOUT))/.test(
      code,
    )
    ? code
    : undefined;
}

/** Why npm failed, with what to do before it, so that the cause stands last. */
async function cause({ said, fault = networkFault(said) }) {
  if (fault !== undefined) {
    const { said: registry } = await startNpm(['config', 'get', 'registry']).ended;
    return (
      'check the network and npm’s settings, then run the same command again. ' +
      `The package registry ${registry.trim()} does not answer (${fault}).`
    );
  }
  const code = codeOf(said);
  const path = /^npm (?:error|ERR!) path (.+)$/m.exec(said)?.[1];
  if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(code))
    return `run it as a user who may write there, or make room. ${path ?? 'A file'} cannot be written (${code}).`;
  return `npm says above why${code === undefined ? '' : ` (${code})`}.`;
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
    const { findTemporal, findTestServer } = await tsImport(
      './programs/temporal-programs.ts',
      import.meta.url,
    );
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
