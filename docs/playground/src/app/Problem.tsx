import type { PassErrorData, Remedy } from '../../../../src/index.js';

/** What is to be done about an error, in the words of a viewer. */
const advice: Readonly<Record<Remedy, string>> = {
  retry: 'Something got in the way. Try again in a moment.',
  authenticate: 'Sign in with your TV provider to go on.',
  authorize: 'Ask again for this programme.',
  register: 'This app is refused. Its operator has to look into it.',
  configure: 'The service is not set up for this. Its operator has to look into it.',
  'new-session': 'The code is not good any more. A new one is needed.',
  'select-mvpd': 'This TV provider can’t be used here. Choose another one.',
  'basic-authentication': 'The login of this device can’t be used. Sign in by hand.',
  none: 'This did not work.',
};

/** Why something did not work, and what can be done. */
export function Problem({ error }: { readonly error: PassErrorData | undefined }) {
  if (!error) return null;
  return (
    <div className="problem">
      <strong>{error.details ?? advice[error.remedy]}</strong>
      <span>
        <code>{error.code}</code> · remedy <code>{error.remedy}</code>
      </span>
    </div>
  );
}
