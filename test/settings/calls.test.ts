/** FOLKMOOT_CALLS_ALLOWED: hosts, spelled as the addresses of calls are. */
import { describe, expect, it } from 'vitest';
import { readCallsAllowed } from '../../settings/calls.ts';

describe('the hosts inside that calls may reach', () => {
  it('EXE-1 are none unless the operator names some', () => {
    expect(readCallsAllowed()).toEqual([]);
  });

  it('EXE-1 are read as an address spells them', () => {
    expect(readCallsAllowed('Machines.Council.example, 127.1:8080,[::0:1],[::1]:80,printer')).toEqual([
      'machines.council.example',
      '127.0.0.1:8080',
      '[::1]',
      '[::1]:80',
      'printer',
    ]);
  });

  it.each([
    'http://machines.example',
    'machines.example:',
    'machines.example:65536',
    '::1',
    'a b',
    '10.0.0.0/8',
    '999.1.1.1',
  ])('EXE-1 refuse what is no host: %s', (text) => {
    expect(readCallsAllowed(`printer,${text}`)).toEqual({
      faults: [`FOLKMOOT_CALLS_ALLOWED holds \`${text}\`, which is no host with or without a port`],
    });
  });
});
