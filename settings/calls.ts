/** The hosts inside that calls of decisions may reach, as the operator names them (FOLKMOOT_CALLS_ALLOWED). */
import type { Faults } from './variables.ts';

const entry = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+?)(?::(\d{1,5}))?$/i;

/** A host, or a host and its port, as an address of a call says it; undefined where it is none. */
function hostOf(text: string): string | undefined {
  const [, host = '', port] = entry.exec(text) ?? [];
  if (!URL.canParse(`http://${host}`) || Number(port ?? 1) > 65_535) return undefined;
  const { hostname } = new URL(`http://${host}`);
  return port === undefined ? hostname : `${hostname}:${Number(port)}`;
}

/**
 * @param said what FOLKMOOT_CALLS_ALLOWED says: hosts, separated by commas
 * @returns hosts as `new URL` spells them, with a port where only that one is meant
 */
export function readCallsAllowed(said = ''): readonly string[] | Faults {
  const texts = said
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const hosts = texts.map(hostOf);
  const wrong = hosts.indexOf(undefined);
  return wrong < 0
    ? hosts.filter((host) => host !== undefined)
    : {
        faults: [
          `FOLKMOOT_CALLS_ALLOWED holds \`${texts[wrong] ?? ''}\`, which is no host with or without a port`,
        ],
      };
}
