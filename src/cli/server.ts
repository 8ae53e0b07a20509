import type { ListenOptions, Simulator, SimulatorServer } from '../simulator/index.js';
import { CommandError } from './errors.js';

/** @throws CommandError where the port cannot be had */
export async function serve(
  simulator: Simulator,
  options?: ListenOptions,
): Promise<SimulatorServer> {
  try {
    return await simulator.listen(options);
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}
