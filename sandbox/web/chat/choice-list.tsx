import { Avatar } from '../avatar.tsx';
import type { Choice } from './choices.ts';

interface Props {
  choices: readonly Choice[];
  marked: number;
  take(choice: Choice): void;
}

/** What the text at the caret can be completed to, above the composer. */
export function ChoiceList({ choices, marked, take }: Props) {
  return (
    <div class="popup choices" id="choices" role="listbox">
      {choices.map((choice, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field, which keeps the focus
        <div
          key={choice.name}
          id={`choice-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === marked}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(choice)}
        >
          {choice.name.startsWith('/') ? null : (
            <Avatar name={choice.name} size={26} bot={choice.bot === true} />
          )}
          <span>{choice.name}</span>
          {choice.about && <small>{choice.about}</small>}
        </div>
      ))}
    </div>
  );
}
