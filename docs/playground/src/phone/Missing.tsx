import { useEffect, useState } from 'react';
import type { SessionParameter } from '../../../../src/protocol/session.js';
import { configuration } from '../../../../src/index.js';
import type { Mvpd } from '../../../../src/protocol/configuration.js';
import { Button } from '../app/Button.js';
import { Provider } from '../app/Provider.js';
import { Waiting } from '../app/Waiting.js';
import { onPhone as send } from '../session/acts.js';
import { session } from '../session/session.js';
import { isLive, page } from '../session/state.js';
import { parameters as given } from '../../../scenarios/devices.js';
import { useStore } from '../store/store.js';

/** The TV providers as the phone gets them; asked for only by somebody who is there. */
function useMvpds(): readonly Mvpd[] | undefined {
  const live = useStore(page, isLive);
  const [mvpds, setMvpds] = useState<readonly Mvpd[]>();
  useEffect(() => {
    const client = session()?.stage.phoneClient;
    if (!live || !client) return;
    configuration(client).then(
      (answer) => setMvpds(answer.mvpds.filter(({ isTempPass }) => !isTempPass)),
      () => setMvpds([]),
    );
  }, [live]);
  return mvpds;
}

/** What the television has left open. */
export function Missing({ parameters }: { readonly parameters: readonly SessionParameter[] }) {
  const mvpds = useMvpds();
  if (!parameters.includes('mvpd'))
    return (
      <Button look="strong" onClick={() => send({ type: 'parameters.provided', ...given })}>
        Give {parameters.join(' and ')}
      </Button>
    );
  if (!mvpds) return <Waiting>Fetching the TV providers…</Waiting>;
  return (
    <div className="providers">
      {mvpds.map(({ id, displayName }) => (
        <Provider
          key={id}
          id={id}
          name={displayName ?? id}
          onPick={() => send({ type: 'mvpd.selected', mvpd: id })}
        />
      ))}
    </div>
  );
}
