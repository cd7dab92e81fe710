/** Secrets in files, as containers are given them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl } from '../../settings/database.ts';
import { withSecrets } from '../../settings/secrets.ts';
import { given } from '../../settings/variables.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'folkmoot-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('a secret in a file', () => {
  it.each(['secret', 'secret\n', 'secret\r\n'])(
    'stands for its variable, without the end of its line: %j',
    (text) => {
      expect(
        withSecrets({ DATABASE_PASSWORD_FILE: file('password', text) }, ['DATABASE_PASSWORD']),
      ).toMatchObject({
        DATABASE_PASSWORD: 'secret',
      });
    },
  );

  it('keeps spaces and empty lines that are part of it', () => {
    expect(
      withSecrets({ DATABASE_PASSWORD_FILE: file('spaces', ' a \n\n') }, ['DATABASE_PASSWORD']),
    ).toMatchObject({
      DATABASE_PASSWORD: ' a \n',
    });
  });

  it('is refused beside its variable, empty, or where it cannot be read', () => {
    const there = file('there', 'secret');
    expect(
      withSecrets(
        {
          DATABASE_URL: 'postgres://localhost',
          DATABASE_URL_FILE: there,
          DATABASE_PASSWORD_FILE: file('empty', '\n'),
          TEMPORAL_API_KEY_FILE: join(folder, 'none'),
        },
        ['DATABASE_URL', 'DATABASE_PASSWORD', 'TEMPORAL_API_KEY'],
      ),
    ).toEqual({
      faults: [
        'DATABASE_URL and DATABASE_URL_FILE are both set: take one of them out',
        'DATABASE_PASSWORD_FILE names an empty file',
        'TEMPORAL_API_KEY_FILE names a file that cannot be read (ENOENT)',
      ],
    });
  });

  it('takes the place of a variable that is empty', () => {
    const environment = given({ DATABASE_PASSWORD: '', DATABASE_PASSWORD_FILE: file('only', 'secret') });
    expect(withSecrets(environment, ['DATABASE_PASSWORD'])).toMatchObject({ DATABASE_PASSWORD: 'secret' });
  });

  it('of another process is not opened', () => {
    const environment = { FOLKMOOT_CALL_SECRET_FILE: join(folder, 'none') };
    expect(withSecrets(environment, ['DATABASE_URL'])).toEqual(environment);
  });
});

describe('a database’s password', () => {
  it('joins the address whatever characters it has', () => {
    const password = 'p@ss/w:rd?#%20 ü';
    const url = new URL(
      databaseUrl({ DATABASE_URL: 'postgres://folkmoot@db:5432/council', DATABASE_PASSWORD: password }),
    );
    expect([url.username, url.host, url.pathname]).toEqual(['folkmoot', 'db:5432', '/council']);
    expect(decodeURIComponent(url.password)).toBe(password);
  });

  it('leaves an address that holds its own as it is', () => {
    expect(databaseUrl({ DATABASE_URL: 'postgres://a:b@db/c' })).toBe('postgres://a:b@db/c');
  });
});
