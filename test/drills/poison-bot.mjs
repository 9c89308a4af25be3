// The bot, in which one command is poison: as soon as a handler works on /help, the process is gone.
import { startApp } from '../../dist/src/app/app.js';
import { readConfig } from '../../dist/src/config/config.js';
import { systemClock } from '../../dist/src/lib/clock.js';
import { createLogger } from '../../dist/src/telemetry/logging.js';

const log = createLogger(
  { level: 'info', pretty: false },
  {
    write(line) {
      process.stdout.write(line);
      if (line.includes('"command":"help"')) process.kill(process.pid, 'SIGKILL');
    },
  },
);
let serial = 0;
await startApp(readConfig(process.env), {
  clock: systemClock,
  log,
  random: Math.random,
  newId: () => `${process.pid}-${++serial}`,
});
