/** The block that a start ends with says where things are and gives a first request that works as it stands. */
import { describe, expect, it } from 'vitest';
import { doorsOf } from '../../embedded/doors.ts';
import { type Greeting, greeting } from '../../embedded/greeting.ts';

const facts: Greeting = {
  apiUrl: 'http://127.0.0.1:7400',
  temporal: { address: '127.0.0.1:7233', page: null },
  doors: doorsOf(7400, {
    database: 5432,
    temporal: { grpc: 7233, http: 7243, metrics: 9090, page: null },
  }),
  charter: { name: 'Protocol 6', version: 1 },
  pace: 1,
  members: [
    { id: 'ct', name: 'Ct', roles: ['guardian'] },
    { id: 'opus', name: 'Opus', roles: ['leadership'] },
    { id: 'tariq', name: 'Tariq', roles: [] },
  ],
  more: false,
  ignored: [],
  data: '/council/.folkmoot',
  devTokens: true,
};

describe('the greeting', () => {
  it('names API, Temporal, charter, state, and the members with their roles', () => {
    const lines = greeting(facts).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Folkmoot is ready.',
        '  API          http://127.0.0.1:7400  (described in http://127.0.0.1:7400/openapi.json)',
        '  Console      http://127.0.0.1:7400/  (in a browser; a trial: as whom you like)',
        '  Temporal     127.0.0.1:7233  (with its page: FOLKMOOT_TEMPORAL_PAGE=on npm start)',
        '  Charter      Protocol 6, version 1',
        '    ct     Ct     guardian',
        '    opus   Opus   leadership',
        '    tariq  Tariq',
      ]),
    );
    expect(lines.some((line) => line.includes('/council/.folkmoot'))).toBe(true);
    expect(lines).not.toContain('    …');
  });

  it('AUT-1 says which ports listen, on which address and for what', () => {
    const doors = [
      '  Listening on 127.0.0.1, and on no other address',
      '    7400   the API: asks for a token',
      '    5432   PostgreSQL: asks for its password',
      '    7233   Temporal: asks nobody who they are; what is said there is sealed',
      '    7243   Temporal over HTTP: refuses every request',
      '    9090   figures of Temporal, for whoever asks',
      '    three  that Temporal picks for its parts among themselves: ask nobody who they are',
    ];
    expect(greeting(facts)).toContain(['', ...doors, ''].join('\n'));
    const page = { grpc: 7233, http: 7243, metrics: 9090, page: 7500 };
    const shown = greeting({
      ...facts,
      temporal: { address: '127.0.0.1:7233', page: 7500 },
      doors: doorsOf(7400, { database: null, temporal: page }),
    });
    expect(shown).toContain('(its page: http://127.0.0.1:7500)');
    expect(shown).toContain("    7500   Temporal's page: asks nobody who they are");
    expect(shown).not.toContain('PostgreSQL');
  });

  it('says a pace plainly, and that there are more members', () => {
    const text = greeting({ ...facts, pace: 86_400, more: true });
    expect(text).toContain('every window runs 86400 times shorter');
    expect(text.split('\n')).toContain('    …');
    expect(greeting(facts)).not.toContain('Pace');
  });

  it('CHA-3 says which files were not read, above the members', () => {
    const text = greeting({ ...facts, ignored: ['The charter in own.yaml was not read.'] });
    expect(text.indexOf('own.yaml was not read')).toBeGreaterThan(0);
    expect(text).toContain('FOLKMOOT_DATA=.folkmoot-2 npm start');
    expect(greeting(facts)).not.toContain('.folkmoot-2');
    expect(text.indexOf('own.yaml was not read')).toBeLessThan(text.indexOf('  Members'));
  });

  it('asks with a token of opus, else of the first member, else for what is public', () => {
    expect(greeting(facts)).toContain('{"member":"opus"}');
    expect(greeting({ ...facts, members: [{ id: 'anna', name: 'Anna', roles: [] }] })).toContain(
      '{"member":"anna"}',
    );
    expect(greeting({ ...facts, devTokens: false })).not.toMatch(/dev\/tokens|session\/login/);
    expect(greeting({ ...facts, members: [] })).toContain('curl -s http://127.0.0.1:7400/v1/charter');
  });

  it('leaves out the page of a Temporal that is somebody else’s', () => {
    const doors = doorsOf(7400, { database: 5432, temporal: null });
    expect(greeting({ ...facts, temporal: null, doors })).not.toContain('Temporal');
  });
});
