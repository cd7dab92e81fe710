/** The identity providers that an environment names: one in its variables, or several in a list (AUT-1). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { namesIssuers, readIssuers } from '../../settings/issuers.ts';

const one = { FOLKMOOT_JWKS: 'jwks.json', FOLKMOOT_ISSUER: 'https://id.example' };
const first = {
  issuer: 'https://id.example',
  jwks: 'https://id.example/jwks',
  audience: ['https://moot.example/'],
};
const folder = mkdtempSync(join(tmpdir(), 'folkmoot-issuers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const several = (list: unknown) => ({ FOLKMOOT_ISSUERS: JSON.stringify(list) });

describe('identity providers', () => {
  it('AUT-1 are one, with its audiences, whose subjects are identities or, said so, members', () => {
    expect(readIssuers(one)).toEqual([
      { issuer: 'https://id.example', jwks: 'jwks.json', audience: ['folkmoot'], subject: 'identity' },
    ]);
    const more = { FOLKMOOT_AUDIENCE: 'https://a.example/, https://b.example/', FOLKMOOT_SUBJECT: 'member' };
    expect(readIssuers({ ...one, ...more })).toMatchObject([
      { audience: ['https://a.example/', 'https://b.example/'], subject: 'member' },
    ]);
  });

  it('AUT-1 are several, in the variable or in a file', () => {
    const list = [first, { ...first, issuer: 'https://login.example', subject: 'member' }];
    const read = [{ ...first, subject: 'identity' }, list[1]];
    expect(readIssuers(several(list))).toEqual(read);
    const file = join(folder, 'issuers.json');
    writeFileSync(file, JSON.stringify(list));
    expect(readIssuers({ FOLKMOOT_ISSUERS: file })).toEqual(read);
    expect([{}, one, several(list)].map(namesIssuers)).toEqual([false, true, true]);
  });

  it.each([
    [{}, ['FOLKMOOT_JWKS is not set', 'FOLKMOOT_ISSUER is not set']],
    [{ ...one, FOLKMOOT_SUBJECT: 'email' }, ['FOLKMOOT_SUBJECT must be identity or member']],
    [{ ...one, FOLKMOOT_AUDIENCE: ' , ' }, ['FOLKMOOT_AUDIENCE names no audience']],
    [
      { ...one, ...several([first]) },
      ['FOLKMOOT_ISSUERS and FOLKMOOT_JWKS are both set', 'FOLKMOOT_ISSUERS and FOLKMOOT_ISSUER are'],
    ],
    [several([]), ['FOLKMOOT_ISSUERS is too short']],
    [several([first, first]), ['FOLKMOOT_ISSUERS names an issuer twice']],
    [several([{ ...first, audience: [] }]), ['FOLKMOOT_ISSUERS/0/audience is too short']],
    [several([{ issuer: 'x', audience: ['y'] }]), ['FOLKMOOT_ISSUERS/0/jwks is missing']],
    [{ FOLKMOOT_ISSUERS: '[{' }, ['FOLKMOOT_ISSUERS is neither a list in JSON nor a file with one']],
    [
      { FOLKMOOT_ISSUERS: join(folder, 'none.json') },
      ['FOLKMOOT_ISSUERS is neither a list in JSON nor a file with one'],
    ],
  ])('AUT-1 are refused with what is wrong: %j', (environment, faults) => {
    const read = readIssuers(environment);
    expect('faults' in read ? read.faults : []).toEqual(
      faults.map((fault) => expect.stringContaining(fault)),
    );
  });
});
