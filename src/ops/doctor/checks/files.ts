import path from 'node:path';
import type { Check } from '../check.ts';
import type { Finding, Voice } from '../finding.ts';
import { PAGES } from '../links.ts';
import type { Machine } from '../patient.ts';

const MB = 1024 * 1024;
const LITTLE_MB = 512;

const disk: Check = {
  name: 'free disk',
  needs: [],
  looksAt: `${LITTLE_MB} MB free under DATA_DIR`,
  breaks: 'a full disk takes no event, and files for forms find no room',
  required: true,
  page: () => PAGES.disk,
  async look({ machine, settings }, say) {
    const free = Math.floor(machine.disk(settings.DATA_DIR).freeBytes / MB);
    if (free >= LITTLE_MB) return [say.ok(`${free} MB free`)];
    return [say.fails(`${free} MB free`, { mend: 'make room, or set DATA_DIR to another disk' })];
  },
};

/** By the magic number that `statfs` tells: https://man7.org/linux/man-pages/man2/statfs.2.html */
const NETWORK: Record<number, string> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB',
  1397113167: 'AFS',
  12805120: 'Ceph',
  16914839: '9P',
  198183888: 'Lustre',
  1196443219: 'GPFS',
};
const FUSE = 0x65735546;

const networkDisk: Check = {
  name: 'disk of the database',
  needs: [],
  looksAt: 'whether the embedded database lies on a network disk',
  breaks:
    'two machines may write to the file at once, and it breaks: its locks and its log need a local disk',
  required: true,
  page: () => PAGES.networkDisk,
  async look({ machine, settings }, say) {
    if (settings.DATABASE_URL) return [say.ok('the database is a server')];
    const { type } = machine.disk(settings.DATA_DIR);
    const mend = 'set DATA_DIR to a local disk, or use PostgreSQL (DATABASE_URL)';
    const network = NETWORK[type];
    if (network) return [say.fails(`DATA_DIR is on a network disk (${network})`, { mend })];
    if (type === FUSE)
      return [say.unknown('DATA_DIR is on a FUSE disk, which may be one of the network', { mend })];
    return [say.ok('it is a local one')];
  },
};

const OTHERS = 0o077;
const OURS = ['bot.sqlite', 'bot.sqlite-wal', 'bot.lock', 'admin.json'];

const modes: Check = {
  name: 'file mode',
  needs: [],
  first: true,
  looksAt: '.env, DATA_DIR and the database are for this user alone',
  breaks: "other users of this machine read secrets and people's approvals",
  required: false,
  fixable: true,
  page: () => PAGES.modes,
  async look({ machine, settings, settingsFile }, say) {
    const dataDir = path.resolve(settings.DATA_DIR);
    const own = settings.DATABASE_URL ? [] : [dataDir, ...OURS.map((name) => path.join(dataDir, name))];
    const open = [path.resolve(settingsFile), ...own].flatMap((file) => opened(machine, file, say));
    return open.length > 0 ? open : [say.ok('nobody else reads the files')];
  },
};

function opened(machine: Machine, file: string, say: Voice): Finding[] {
  const mode = machine.mode(file);
  if (mode === undefined || (mode & OTHERS) === 0) return [];
  const details = { mend: `chmod go= ${file}`, fix: { kind: 'private', path: file } } as const;
  return [say.fails(`${file} is open to other users`, { of: path.basename(file), ...details })];
}

export const fileChecks = [disk, networkDisk, modes];
