import type { Simulator } from '../../../src/simulator/index.js';
import type { Act } from './steps.js';

/** Does to the server what a step says. */
export function actOn(simulator: Simulator, act: Act, code: string | undefined): void {
  switch (act) {
    case 'expire the code':
      if (code && simulator.session(code)) simulator.expireSession(code);
      return;
    case 'expire the tokens':
      return simulator.expireTokens();
    case 'revoke the clients':
      return simulator.revokeClients();
    case 'expire the profiles':
      return simulator.profiles.expire();
    case 'invalidate the profiles':
      return simulator.profiles.invalidate();
    case 'clear the profiles':
      return simulator.profiles.clear();
    case 'deny':
      simulator.decisions.deny({ resource: 'one', code: 'network_received_error', times: 2 });
      return;
    default:
      return simulator.mvpd({ id: 'Cablevision', enabled: act === 'switch the MVPD on' });
  }
}
