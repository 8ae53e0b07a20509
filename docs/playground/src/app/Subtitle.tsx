import { actingDevice, type Device, subtitle } from '../session/acting.js';
import { page } from '../session/state.js';
import { useStore } from '../store/store.js';

/** Whether the story is at this device now. */
export const useActs = (device: Device): boolean =>
  useStore(
    page,
    (state) =>
      state.mode === 'scenario' && subtitle(state) !== '' && actingDevice(state) === device,
  );

/** What is told of a device, while it is the one that acts. It is announced elsewhere. */
export function Subtitle({ device }: { readonly device: Device }) {
  const text = useStore(page, subtitle);
  return useActs(device) ? (
    <p className="subtitle" aria-hidden="true">
      {text}
    </p>
  ) : null;
}
