import type { Check } from '../check.ts';
import { PAGES } from '../links.ts';
import type { Bare } from '../patient.ts';

const NEEDED = [20, 19];

function isOldNode(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = NEEDED;
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

type MachineCheck = Check<Bare>;

const node: MachineCheck = {
  name: 'Node.js',
  needs: [],
  looksAt: `version ${NEEDED.join('.')} or newer`,
  breaks: 'the bot does not run, or fails in places',
  required: true,
  page: () => PAGES.node,
  async look({ machine: { nodeVersion } }, say) {
    if (!isOldNode(nodeVersion)) return [say.ok(nodeVersion)];
    return [say.fails(`this is ${nodeVersion}`, { mend: `install Node.js ${NEEDED.join('.')} or newer` })];
  },
};

/** Zones with an offset that a Node without time zone data gets wrong, in minutes, in January and July. */
const KNOWN = { 'Asia/Shanghai': [480, 480], 'Europe/Berlin': [60, 120] } as const;

const timeZones: MachineCheck = {
  name: 'time zone data',
  needs: [],
  looksAt: 'whether this Node knows the time zones of people',
  breaks: 'digests go out at the wrong hour, and dates in forms are read wrongly',
  required: true,
  page: () => PAGES.timeZones,
  async look({ machine }, say) {
    const wrong = Object.entries(KNOWN).filter(
      ([zone, offsets]) => String(machine.offsets(zone)) !== String(offsets),
    );
    if (wrong.length === 0) return [say.ok('time zones and their summer time are known')];
    const zones = wrong.map(([zone]) => zone).join(', ');
    return [
      say.fails(`this Node knows no offset of ${zones}`, {
        mend: 'use a Node with full ICU data, or set NODE_ICU_DATA to it (Debian: apt-get install tzdata)',
      }),
    ];
  },
};

const misspelt: MachineCheck = {
  name: 'names of settings',
  needs: [],
  looksAt: 'names in the environment that are almost those of settings',
  breaks: 'the setting that was meant has its default',
  required: false,
  page: () => '.env',
  async look({ misspelt }, say) {
    if (misspelt.length === 0) return [say.ok('no name is misspelt')];
    return misspelt.map(({ name, meant }) =>
      say.fails(`${name} is no setting`, {
        of: name,
        mend: meant ? `perhaps ${meant} is meant` : 'remove it, or see README.md for the names',
      }),
    );
  },
};

/** In force as Feishu's own: `x-tt-logid` and so on are checked over TLS. */
const certificates: MachineCheck = {
  name: 'certificates',
  needs: [],
  looksAt: 'whether certificates of other sides are checked',
  breaks: 'whoever stands in between reads the secret and every form',
  required: true,
  page: () => PAGES.certificates,
  async look({ machine: { env } }, say) {
    if (env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return [say.ok('certificates are checked')];
    return [
      say.fails('NODE_TLS_REJECT_UNAUTHORIZED=0 has no certificate checked', {
        mend: "remove it, and name the proxy's certificate in NODE_EXTRA_CA_CERTS",
      }),
    ];
  },
};

/** What can be looked at whatever the settings are. */
export const machineChecks: MachineCheck[] = [node, timeZones, misspelt, certificates];
