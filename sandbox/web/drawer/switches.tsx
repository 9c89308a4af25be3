import { useEffect, useState } from 'preact/hooks';
import type { FaultSwitch } from '../../page/protocol.ts';
import { api } from '../api.ts';
import { versions } from '../store.ts';
import { complain } from '../toasts.ts';
import { d, knows } from './texts.ts';

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
            <span>{knows(id) ? d(id) : id}</span>
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
