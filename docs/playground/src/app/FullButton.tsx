import { useStore } from '../store/store.js';
import { Button } from './Button.js';
import { Icon } from './Icon.js';
import { panels, toggleFull } from './panels.js';

/** Gives a panel the whole window. */
export function FullButton({ panel, name }: { readonly panel: string; readonly name: string }) {
  const isFull = useStore(panels, ({ full }) => full === panel);
  return (
    <span className="full-button">
      <Button
        look="icon"
        label={`${name} in the whole window`}
        pressed={isFull}
        onClick={() => toggleFull(panel)}
      >
        <Icon name="full" />
      </Button>
    </span>
  );
}
