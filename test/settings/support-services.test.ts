/** FOLKMOOT_SUPPORT_SERVICES: a list of services as HSDS 3 has them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSupportServices } from '../../settings/support-services.ts';

const folder = mkdtempSync(join(tmpdir(), 'folkmoot-services-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(document: unknown) {
  const file = join(folder, 'services.json');
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  return readSupportServices(file);
}

const helpline = {
  id: 'ac148810-d857-441c-9679-408f346de14b',
  name: 'Helpline',
  status: 'active',
  url: 'https://helpline.example',
  phones: [{ number: '+49 800 0' }],
};

describe('services outside', () => {
  it('SUP-1 are none unless a file is named, and handed on as they are', () => {
    expect(readSupportServices(undefined)).toEqual([]);
    expect(read([helpline])).toEqual([helpline]);
  });

  it('SUP-1 are told where they are none', () => {
    expect(read('{')).toEqual({
      faults: [expect.stringContaining('FOLKMOOT_SUPPORT_SERVICES cannot be read as JSON')],
    });
    expect(readSupportServices(join(folder, 'none'))).toEqual({
      faults: [expect.stringContaining('ENOENT')],
    });
    expect(read([{ ...helpline, status: 'open' }, { id: 'x' }])).toEqual({
      faults: [
        expect.stringMatching(/^FOLKMOOT_SUPPORT_SERVICES\/0\/status /),
        expect.stringMatching(/^FOLKMOOT_SUPPORT_SERVICES\/1\/name /),
        expect.stringMatching(/^FOLKMOOT_SUPPORT_SERVICES\/1\/status /),
      ],
    });
    expect(read({ services: [] })).toHaveProperty('faults');
  });
});
