import { authentication } from './authentication.js';
import { entitlement } from './entitlement.js';
import type { Exploration } from './explore.js';
import { logout } from './logout.js';
import { partnerAuthentication } from './partner-authentication.js';
import { authorization, preauthorization, tempPassReset } from './requests.js';
import { secondScreen } from './second-screen.js';

/** Every machine, with what leads to all of its states. */
export const explorations: readonly Exploration[] = [
  authentication('primary'),
  authentication('secondary'),
  partnerAuthentication('here'),
  partnerAuthentication('handed over'),
  secondScreen({}),
  secondScreen({ code: 'ABCDEFG', mvpd: 'Cablevision' }),
  authorization,
  preauthorization,
  tempPassReset({ mvpd: 'TempPass_TEST40', deviceId: 'all' }),
  tempPassReset({ mvpd: 'flexibleTempPass', key: 'all' }),
  logout,
  entitlement({ of: 'signing in', screen: 'primary' }),
  entitlement({ of: 'signing in', screen: 'primary', partner: 'Apple' }),
  entitlement({ of: 'requests' }),
];
