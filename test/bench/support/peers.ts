import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const versions = {
  'oidc-client-ts': '3.5.0',
  '@okta/okta-auth-js': '8.0.1',
  '@aws-amplify/ui': '6.15.6',
  'aws-amplify': '6.22.1',
  // The major version that Amplify's machine is written for.
  xstate: '4.38.3',
  terser: '5.51.2',
} as const;

/** Another library's first flow, as an app would start it. */
export interface Peer {
  readonly id: string;
  readonly name: string;
  readonly source: string;
}

export const peers: readonly Peer[] = [
  {
    id: 'oidc-client-ts',
    name: `oidc-client-ts ${versions['oidc-client-ts']}`,
    source: `
      import { UserManager } from 'oidc-client-ts';
      const manager = new UserManager({
        authority: 'https://issuer.example',
        client_id: 'app',
        redirect_uri: 'https://app.example/',
      });
      manager.signinRedirect().catch((error) => { document.title = String(error); });
    `,
  },
  {
    id: 'okta',
    name: `@okta/okta-auth-js/idx ${versions['@okta/okta-auth-js']}`,
    source: `
      import { OktaAuth } from '@okta/okta-auth-js/idx';
      const client = new OktaAuth({
        issuer: 'https://issuer.example/oauth2/default',
        clientId: 'app',
        redirectUri: 'https://app.example/',
      });
      client.idx.authenticate({ username: 'viewer' })
        .catch((error) => { document.title = String(error); });
    `,
  },
  {
    id: 'amplify',
    name: `Amplify's authenticator machine ${versions['@aws-amplify/ui']}`,
    source: `
      import { createAuthenticatorMachine } from '@aws-amplify/ui';
      import { interpret } from 'xstate';
      const flow = interpret(createAuthenticatorMachine());
      flow.subscribe((snapshot) => { document.title = JSON.stringify(snapshot.value); });
      flow.start();
      flow.send({ type: 'INIT', data: {} });
    `,
  },
];

const run = promisify(execFile);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * Installs the peers into a folder of their own, once; they are no dependencies of this package.
 *
 * @returns the folder, or nothing where they can't be had
 */
export async function installPeers(): Promise<string | undefined> {
  const folder = join(process.cwd(), 'node_modules/.cache/tve-auth-flow/peers');
  const list = JSON.stringify({ private: true, dependencies: versions }, null, 2);
  const done = join(folder, `installed-${Buffer.from(list).toString('base64url').slice(-40)}`);
  if (existsSync(done)) return folder;
  console.log('Installing the peers into a folder of their own …');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), list);
  try {
    await run(
      npm,
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'],
      { cwd: folder, timeout: 300_000 },
    );
  } catch (error) {
    const reason = (error as Error).message.split('\n')[1] ?? String(error);
    console.log(`The peers can't be installed (no network?): only our own figures. ${reason}`);
    return undefined;
  }
  writeFileSync(done, '');
  return folder;
}
