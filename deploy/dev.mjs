// `npm run dev`: the real server on the embedded store, with the client built as it is edited, on one port.
import { Server } from 'node:http';
import { join } from 'node:path';
import { pino } from 'pino';
import { createServer as createVite } from 'vite';

const hotReload = new Server();
const vite = await createVite({
  root: join(import.meta.dirname, '..'),
  server: { middlewareMode: true, hmr: { server: hotReload } },
  appType: 'custom',
});
const load = (path) => vite.ssrLoadModule(path);

const [{ readConfig }, { machineClock }, { openStore }, { createServer }] = await Promise.all(
  ['/server/config.ts', '/server/clock.ts', '/server/store/open.ts', '/server/create-server.ts'].map(load),
);

let page = await load('/client/page.tsx');
vite.watcher.on('change', async () => {
  page = await load('/client/page.tsx').catch(() => page);
});

const config = readConfig(process.env);
const store = await openStore(config);
const server = await createServer({
  store,
  settings: config.settings,
  log: pino({ level: config.logLevel }),
  clock: machineClock,
  look: {
    draw: (start) => page.draw(start),
    drawMine: (language) => page.drawMine(language),
    drawWaiting: (waiting) => page.drawWaiting({ ...waiting, styles: '' }),
    title: (start) => page.title(start),
    headScript: page.headScript,
    head: '<script type="module" src="/@vite/client"></script><script type="module" src="/client/main.tsx"></script>',
    assets: vite.middlewares,
    // Hot reload puts style sheets into the page itself.
    styleSources: ["'unsafe-inline'"],
  },
  otherUpgrades: (request, socket, head) => hotReload.emit('upgrade', request, socket, head),
});
const { port } = await server.listen(config.port, config.host);
const link = await server.stewardLink();
process.stdout.write(`http://localhost:${port}${link ? `  steward: http://localhost:${port}${link}` : ''}\n`);
