import { isPassError } from '../../client/index.js';
import { createProgrammerService, type ProgrammerService } from '../../service/index.js';
import type { Command, FlagValues } from '../command.js';
import type { CliContext } from '../context.js';
import { CommandError, UsageError } from '../errors.js';
import { integerOf, listOf, textOf } from '../flags.js';
import { serverFlags, transportFlags } from '../login/connect.js';
import { softwareStatement } from '../login/statement.js';
import { type Target, targetOf } from '../login/target.js';
import { untilAborted } from '../pause.js';
import { openScreen } from '../screen/index.js';
import { systemCode } from '../system-error.js';
import { printServiceGuide } from './guide.js';
import { restateFlags } from './restate-store.js';
import { logError, openStore } from './store.js';
import { verifierOf } from './verifier.js';

const PORT = 8080;
/** Milliseconds for what is under way when the service is stopped. */
const PATIENCE = 10_000;

export const service: Command = {
  name: 'service',
  about: 'Runs flows for devices: they begin one, follow its views, and send events.',
  flags: {
    store: { value: 'STORE', about: 'sqlite:FILE, restate, or memory for a trial.' },
    ...serverFlags,
    port: { value: 'N', about: `The port; 0 for any free one. ${PORT} where left out.` },
    host: { value: 'ADDRESS', about: 'The address to listen at. 127.0.0.1 where left out.' },
    key: {
      value: 'FILE',
      about: 'The key of the store, 32 bytes in Base64; or put it in TVE_SERVICE_KEY.',
    },
    verify: {
      value: 'FILE',
      about: 'A module: its default function maps a request to a device id.',
    },
    'trusted-proxies': {
      value: 'LIST',
      about: 'Addresses such as 10.0.0.0/8, whose X-Forwarded-For counts.',
    },
    'allow-origins': { value: 'LIST', about: 'Origins whose pages may ask.' },
    ...restateFlags,
    'allow-insecure': transportFlags['allow-insecure']!,
  },
  examples: [
    'tve-auth-flow service --store memory --origin http://127.0.0.1:8081 \\',
    '  --service-provider REF30 --software-statement statement.txt',
    'tve-auth-flow service --store sqlite:flows.db --key key.txt --verify verify.mjs \\',
    '  --host 0.0.0.0 --environment release-production --service-provider REF30 \\',
    '  --software-statement statement.txt',
    'tve-auth-flow service --store restate --key key.txt --verify verify.mjs --port 8082 \\',
    '  --environment release-production --service-provider REF30 \\',
    '  --software-statement statement.txt',
  ],
  async run(flags, context) {
    const target = targetOf(flags);
    const serviceProvider = textOf(flags, 'service-provider');
    if (serviceProvider === undefined) throw new UsageError('--service-provider is missing');
    const port = integerOf(flags, 'port', { least: 0, most: 65_535 }) ?? PORT;
    const statement = await softwareStatement(flags, context);
    const verify = await verifierOf(flags);
    if (context.signal.aborted) return;
    const store = await openStore(flags, context);
    try {
      const running = await begin({
        flags,
        context,
        target,
        serviceProvider,
        statement,
        verify,
        store,
      });
      await serve(running, { flags, context, port, target, store });
    } finally {
      await store.close();
    }
  },
};

interface Parts {
  readonly flags: FlagValues;
  readonly context: CliContext;
  readonly target: Target;
  readonly store: Awaited<ReturnType<typeof openStore>>;
}

async function begin({
  flags,
  context,
  target,
  serviceProvider,
  statement,
  verify,
  store,
}: Parts & {
  readonly serviceProvider: string;
  readonly statement: string;
  readonly verify: Awaited<ReturnType<typeof verifierOf>>;
}): Promise<ProgrammerService> {
  try {
    return await createProgrammerService({
      host: store.host,
      items: store.items,
      client: {
        environment: target.environment,
        serviceProvider,
        softwareStatement: statement,
        allowInsecureRequests: target.insecure,
      },
      verify,
      trustedProxies: listOf(flags, 'trusted-proxies'),
      allowOrigins: listOf(flags, 'allow-origins'),
      onError: (error) => logError(context, error),
    });
  } catch (error) {
    throw isPassError(error) ? new CommandError(error.message) : error;
  }
}

/** Serves until the signal, and then as long as it takes to end well. */
async function serve(
  running: ProgrammerService,
  { flags, context, port, target, store }: Parts & { readonly port: number },
): Promise<void> {
  try {
    const host = textOf(flags, 'host') ?? '127.0.0.1';
    const { origin } = await running.listen({ port, host });
    context.stayFor?.(PATIENCE + 2000);
    const screen = openScreen(flags, context);
    const isTrial = textOf(flags, 'verify') === undefined;
    printServiceGuide(screen, {
      origin,
      target: target.name,
      store: store.name,
      isTrial,
      missing: running.missingPackages,
    });
    await untilAborted(context.signal);
    screen.close();
  } catch (error) {
    if (isPassError(error))
      throw new UsageError('--verify is missing: without it, --host can only be this machine');
    throw systemCode(error) === undefined ? error : new CommandError((error as Error).message);
  } finally {
    await running.close({ patience: PATIENCE });
  }
}
