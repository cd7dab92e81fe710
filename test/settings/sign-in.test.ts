/** How browsers sign in: what is missing or wrong in the environment is said plainly. */
import { describe, expect, it } from 'vitest';
import type { IssuerSettings } from '../../settings/issuers.ts';
import { readSessions } from '../../settings/sign-in.ts';

const issuer = (name: string, subject: IssuerSettings['subject'] = 'identity'): IssuerSettings => ({
  issuer: name,
  jwks: 'https://id.example/keys',
  audience: ['folkmoot'],
  subject,
});
const issuers = [issuer('https://id.example/realms/council'), issuer('https://other.example', 'member')];
const least = { FOLKMOOT_CLIENT_ID: 'folkmoot', FOLKMOOT_PUBLIC_URL: 'https://council.example/' };

const faultsOf = (environment: Record<string, string>, some = issuers): readonly string[] => {
  const read = readSessions(environment, some);
  return 'faults' in read ? read.faults : [];
};

describe('the settings of sign-in', () => {
  it('AUT-1 are none where no client is named; sessions live for 12 hours unused and 7 days at most', () => {
    expect(readSessions({}, issuers)).toEqual({
      lives: { idle: 43_200_000, longest: 604_800_000 },
      signIn: null,
    });
  });

  it('AUT-1 need a client and the address of the council; browsers go to the first issuer unless one is named', () => {
    const provider = {
      issuer: 'https://id.example/realms/council',
      clientId: 'folkmoot',
      clientSecret: null,
      scope: 'openid',
    };
    const signIn = { origin: 'https://council.example', subject: 'identity', provider };
    expect(readSessions(least, issuers)).toMatchObject({ signIn });
    const more = {
      ...least,
      FOLKMOOT_CLIENT_SECRET: 'words',
      FOLKMOOT_CLIENT_SCOPE: 'openid offline_access',
      FOLKMOOT_CLIENT_ISSUER: 'https://other.example',
      FOLKMOOT_SESSION_IDLE: '30 minutes',
      FOLKMOOT_SESSION_LONGEST: '1 day',
    };
    expect(readSessions(more, issuers)).toEqual({
      lives: { idle: 1_800_000, longest: 86_400_000 },
      signIn: {
        ...signIn,
        subject: 'member',
        provider: {
          ...provider,
          issuer: 'https://other.example',
          clientSecret: 'words',
          scope: 'openid offline_access',
        },
      },
    });
  });

  it('AUT-1 name what is missing or wrong', () => {
    expect(faultsOf({ FOLKMOOT_CLIENT_ID: 'folkmoot' })).toEqual([
      'FOLKMOOT_PUBLIC_URL is not set: the address under which browsers reach the API, such as https://council.example',
    ]);
    for (const address of [
      'council.example',
      'http://council.example',
      'https://council.example/path',
      'https://council.example/?query',
      'https://user@council.example',
      'https://council.example/#part',
      'javascript:alert(1)',
    ])
      expect([address, faultsOf({ ...least, FOLKMOOT_PUBLIC_URL: address })]).toEqual([
        address,
        [
          'FOLKMOOT_PUBLIC_URL must be an https address without a path (http on this machine), such as https://council.example',
        ],
      ]);
    for (const address of ['http://localhost:7400', 'http://127.0.0.1:7400', 'https://council.example:8443'])
      expect(faultsOf({ ...least, FOLKMOOT_PUBLIC_URL: address })).toEqual([]);
    expect(faultsOf({ ...least, FOLKMOOT_CLIENT_SCOPE: 'profile' })).toEqual([
      'FOLKMOOT_CLIENT_SCOPE must have openid among it',
    ]);
    expect(faultsOf({ ...least, FOLKMOOT_CLIENT_ISSUER: 'https://third.example' })).toEqual([
      'FOLKMOOT_CLIENT_ISSUER is none of the issuers',
    ]);
    expect(faultsOf(least, [issuer('http://id.example')])).toEqual([
      'FOLKMOOT_CLIENT_ID: browsers sign in at an https address (http on this machine), which the issuer http://id.example is not',
    ]);
  });

  it('AUT-1 take a life in words, of a minute at least', () => {
    for (const life of ['12', 'long', '3 wakes', '-1 hour'])
      expect([life, faultsOf({ FOLKMOOT_SESSION_IDLE: life }).length]).toEqual([life, 1]);
    expect(faultsOf({ FOLKMOOT_SESSION_LONGEST: '59 s' })).toEqual([
      'FOLKMOOT_SESSION_LONGEST must be from 1 minute to 400 days',
    ]);
    expect(faultsOf({ FOLKMOOT_SESSION_IDLE: '1 minute', FOLKMOOT_SESSION_LONGEST: '400 days' })).toEqual([]);
  });
});
