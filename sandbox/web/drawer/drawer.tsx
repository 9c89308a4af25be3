import { signal } from '@preact/signals';
import { Icon } from '../icons.tsx';
import { d, drawer, t, view } from '../store.ts';
import { Tab } from '../tab.tsx';
import { CustomEvent } from './custom-event.tsx';
import { Switches } from './switches.tsx';
import { TimePanel } from './time-panel.tsx';
import { TrafficPanel } from './traffic.tsx';

const PANELS = { traffic: TrafficPanel, event: CustomEvent, faults: Switches, time: TimePanel } as const;
type PanelName = keyof typeof PANELS;

/** Which panel is open; other parts of the page may open one. */
export const panel = signal<PanelName>('traffic');

/** For developers: what goes over the wire, and ways to disturb it. */
export function Drawer() {
  const Panel = PANELS[panel.value];
  return (
    <aside class="drawer" aria-label={t('developer')}>
      <header class="drawer-head">
        <div class="tabs" role="tablist">
          {(Object.keys(PANELS) as PanelName[]).map((name) => (
            <Tab
              key={name}
              selected={panel.value === name}
              onSelect={() => {
                panel.value = name;
              }}
            >
              {d(name)}
            </Tab>
          ))}
          <Tab
            selected={view.value === 'gallery'}
            onSelect={() => {
              view.value = 'gallery';
            }}
          >
            {d('gallery')}
          </Tab>
        </div>
        <button
          type="button"
          class="plain"
          aria-label={t('close')}
          onClick={() => {
            drawer.value = false;
          }}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="drawer-body" role="tabpanel">
        <Panel />
      </div>
    </aside>
  );
}
