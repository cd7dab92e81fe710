/** What tests seal with: a key that is the same for ever, since recorded histories are opened with it. */
import { parseHistoryKeys, type HistoryKeys } from '../../codec/keys.ts';
import { sealing } from '../../codec/data-converter.ts';
import { payloadCodec } from '../../codec/payload-codec.ts';

export const testKeyLine = `folkmoot-history-key:${Buffer.alloc(32, 7).toString('base64')}`;

export function testKeys(...lines: readonly string[]): HistoryKeys {
  const keys = parseHistoryKeys(lines.join('\n'));
  if ('fault' in keys) throw new Error(keys.fault);
  return keys;
}

const keys = testKeys(testKeyLine);
export const testCodec = payloadCodec(keys);
export const testConverter = sealing(keys);
