import { useEffect, useState } from 'preact/hooks';
import type { FaultSwitch } from '../../page/protocol.ts';
import { api } from '../api.ts';
import { d, versions } from '../store.ts';
import { hasDrawerText } from '../texts.ts';
import { complain } from '../toasts.ts';

/** What can go wrong, each with a switch. */
export function Switches() {
  const [switches, setSwitches] = useState<FaultSwitch[]>([]);
  const version = versions.value.faults;
  useEffect(() => {
    void api.faults().then(setSwitches, complain);
  }, [version]);
  return (
    <ul class="switches">
      {switches.map(({ id, on }) => (
        <li key={id}>
          <label>
            <span>{hasDrawerText(id) ? d(id) : id}</span>
            <input
              type="checkbox"
              role="switch"
              class="switch"
              checked={on}
              aria-checked={on}
              onChange={() => void api.setFault(id, !on).catch(complain)}
            />
          </label>
        </li>
      ))}
    </ul>
  );
}
