import { Button } from '../app/Button.js';
import { FullButton } from '../app/FullButton.js';
import { Icon } from '../app/Icon.js';

/** What can be done with a chart, beside moving it. */
export function ChartTools({
  larger,
  smaller,
  all,
  details,
  follows,
  onFollow,
}: {
  readonly larger: () => void;
  readonly smaller: () => void;
  readonly all: () => void;
  readonly details: () => void;
  readonly follows: boolean;
  readonly onFollow: () => void;
}) {
  return (
    <div className="chart-tools">
      <Button look="icon" label="Details of the state" onClick={details}>
        <Icon name="details" />
      </Button>
      <Button look="icon" label="Zoom in" onClick={larger}>
        <Icon name="plus" />
      </Button>
      <Button look="icon" label="Zoom out" onClick={smaller}>
        <Icon name="minus" />
      </Button>
      <Button look="icon" label="Show all of it" onClick={all}>
        <Icon name="fit" />
      </Button>
      <Button look="icon" label="Follow the state" pressed={follows} onClick={onFollow}>
        <Icon name="follow" />
      </Button>
      <FullButton panel="chart" name="Statechart" />
    </div>
  );
}
