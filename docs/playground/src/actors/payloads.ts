import { catalogue } from '../television/catalogue.js';
import { parameters } from '../../../scenarios/devices.js';
import type { Frame } from '../session/frame.js';

type Payload = Readonly<Record<string, unknown>>;

const codeOf = ({ television }: Frame): string =>
  television?.phase === 'authenticating' && 'code' in television.authentication
    ? television.authentication.code
    : '';

function mvpdOf({ television, phone }: Frame): string {
  if (television?.phase === 'choosing') return television.mvpds[0]?.id ?? 'Cablevision';
  if (phone && 'mvpd' in phone && phone.mvpd !== undefined) return phone.mvpd;
  return 'Cablevision';
}

const lastPlay = ({ television }: Frame): string =>
  television?.plays.at(-1)?.resource ?? catalogue[0].resource;

/** What goes with an event, as far as it can be guessed from what is shown. */
export function payloadOf(type: string, frame: Frame): Payload {
  switch (type) {
    case 'mvpd.selected':
      return { mvpd: mvpdOf(frame) };
    case 'profile.selected': {
      const { television } = frame;
      const [first] = television?.phase === 'selectingProfile' ? television.profiles : [];
      return { mvpd: first?.mvpd ?? 'Cablevision' };
    }
    case 'temporaryAccess.start':
      return { mvpd: 'TempPass_TEST40' };
    case 'play':
    case 'play.retry':
    case 'play.end':
      return { resource: lastPlay(frame) };
    case 'preauthorize':
      return { resources: catalogue.map(({ resource }) => resource) };
    case 'parameters.provided':
      return { mvpd: mvpdOf(frame), ...parameters };
    case 'code.entered':
      return { code: codeOf(frame) };
    default:
      return {};
  }
}
