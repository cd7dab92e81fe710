/** Secrets in files, as containers are given them: `NAME_FILE` names the file that holds what `NAME` would say. */
import { readFileSync } from 'node:fs';
import type { Environment, Faults } from './variables.ts';

/** The variables whose value may stand in a file. */
export type Secret =
  | 'DATABASE_URL'
  | 'DATABASE_PASSWORD'
  | 'FOLKMOOT_AGENT_KEY'
  | 'FOLKMOOT_CALL_SECRET'
  | 'FOLKMOOT_CLIENT_SECRET'
  | 'TEMPORAL_API_KEY';

/** What the file says, without the end of its last line. */
export function readSecret(file: string): string {
  return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
}

/**
 * The environment with each of these secrets that a file holds in the place of its variable.
 * @param secrets those that the process reads; it opens no file of another
 */
export function withSecrets(environment: Environment, secrets: readonly Secret[]): Environment | Faults {
  const read: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of secrets) {
    const fileName = `${name}_FILE`;
    const file = environment[fileName];
    if (file === undefined) continue;
    if (environment[name] !== undefined)
      faults.push(`${name} and ${fileName} are both set: take one of them out`);
    else
      try {
        read[name] = readSecret(file);
        if (read[name] === '') faults.push(`${fileName} names an empty file`);
      } catch (error) {
        faults.push(
          `${fileName} names a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? ''})`,
        );
      }
  }
  return faults.length > 0 ? { faults } : { ...environment, ...read };
}
