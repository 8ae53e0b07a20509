import { scenarios } from '../../../scenarios/index.js';
import { page } from '../session/state.js';
import { chooseScenario } from '../share/open.js';
import { useStore } from '../store/store.js';

const groups = [...new Set(scenarios.map(({ group }) => group))];

/** Picks a scenario, by its group. */
export function ScenarioPicker() {
  const id = useStore(page, (state) => state.scenario?.id ?? '');
  return (
    <select
      className="select scenario-picker"
      aria-label="Scenario"
      value={id}
      onChange={({ target }) => chooseScenario(target.value)}
    >
      {groups.map((group) => (
        <optgroup key={group} label={group}>
          {scenarios
            .filter((scenario) => scenario.group === group)
            .map((scenario) => (
              <option key={scenario.id} value={scenario.id}>
                {scenario.title}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}
