/** The variables that are the project's own, by name: a misspelt one is told, for it would change nothing and nobody would notice. */
import type { Environment } from './variables.ts';

/** What follows `FOLKMOOT_`; docs/operations.md says what each is for. */
const own: ReadonlySet<string> = new Set([
  'ADDRESS_LIMIT',
  'AGENT_ACTS',
  'AGENT_KEY',
  'AGENT_KEY_FILE',
  'AGENT_KIND',
  'AGENT_MODEL',
  'AGENT_SEATS',
  'AGENT_SECONDS',
  'AGENT_TOKENS',
  'AGENT_URL',
  'AUDIENCE',
  'CACHE',
  'CALLS_ALLOWED',
  'CALLS_PROXY',
  'CALL_SECRET',
  'CALL_SECRET_FILE',
  'CHARTER',
  'CLIENT_ID',
  'CLIENT_ISSUER',
  'CLIENT_SCOPE',
  'CLIENT_SECRET',
  'CLIENT_SECRET_FILE',
  'DATA',
  'HISTORY_KEY',
  'HOST',
  'ISSUER',
  'ISSUERS',
  'JWKS',
  'LOG_KEY',
  'LOG_ORIGIN',
  'MEMBERS',
  'MEMBER_LIMIT',
  'PACE',
  'PUBLIC_URL',
  'SDK_METRICS_PORT',
  'SESSION_IDLE',
  'SESSION_LONGEST',
  'SUBJECT',
  'SUPPORT_SERVICES',
  'TEMPORAL_PAGE',
  'TEMPORAL_UI',
  'TOKEN',
  'TRUSTED_PROXIES',
  'WORKER_PORT',
]);

/** The names that begin as the project's own do and are none of them, but for those of its tests. */
export const unknownNames = (environment: Environment): readonly string[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith('FOLKMOOT_') && !name.startsWith('FOLKMOOT_TEST_'))
    .filter((name) => !own.has(name.slice('FOLKMOOT_'.length)))
    .toSorted();
