import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type RunningServer } from '../real-server/start-server.ts';

/** Where Debian puts it. */
const program = '/usr/sbin/nginx';

export const hasNginx: boolean = existsSync(program);

export interface RunningNginx extends RunningServer {
  /** A line for each answer: the route, and the upstream servers that were asked, in this order. */
  log(): readonly string[];
}

/** nginx as the guide sets it up, in front of these servers: a process of ours, with all its files in a folder of its own. */
export async function startNginx(site: string, servers: readonly string[]): Promise<RunningNginx> {
  const folder = mkdtempSync(join(tmpdir(), 'reagent-nginx-'));
  const log = join(folder, 'access.log');
  const file = join(folder, 'nginx.conf');
  const started = await startServer(program, (port) => {
    writeFileSync(file, configuration(siteFor(site, [port, ...servers.map((url) => Number(new URL(url).port))]), log));
    return ['-p', folder, '-e', join(folder, 'error.log'), '-c', file];
  });
  return {
    ...started,
    log: () => readFileSync(log, 'utf8').split('\n').filter(Boolean),
    async stop() {
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The guide's ports, in the order 8080, 8081, …, become those of this machine. */
function siteFor(site: string, ports: readonly number[]): string {
  return ports.reduce((text, port, index) => {
    const guides = `127.0.0.1:${8080 + index}`;
    if (!text.includes(guides)) throw new Error(`the guide's configuration does not name ${guides}`);
    return text.replaceAll(guides, `127.0.0.1:${port}`);
  }, site);
}

function configuration(site: string, log: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`);
  return `daemon off; master_process off; pid nginx.pid; events {}
http {
  ${temporary.join(' ')}
  log_format upstreams '$uri $upstream_addr';
  access_log ${log} upstreams;
  ${site}
}
`;
}
