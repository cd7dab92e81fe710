/** Starts one service on a data folder, says where it is, and keeps it until it is killed. */
import { startPostgres } from '../../../embedded/programs/postgres.ts';
import { startTemporal } from '../../../embedded/programs/temporal.ts';

const [service, data = '', executable = ''] = process.argv.slice(2);
const progress = (): void => undefined;
const said =
  service === 'postgres'
    ? (await startPostgres({ data, progress })).url
    : (await startTemporal({ data, executable, namespace: 'default', progress })).address;
process.stdout.write(`${said}\n`);
setInterval(() => undefined, 60_000);
