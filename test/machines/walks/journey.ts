import { vi } from 'vitest';
import type { AnyActor, AnyStateMachine, InspectionEvent } from 'xstate';
import { createActor } from 'xstate';
import { restoreActor } from '../../../machines/index.js';
import {
  createPassClient,
  memoryStorage,
  type PassClient,
  type PassStorage,
  type SsoIdentity,
} from '../../../src/client/index.js';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';
import { jws } from '../../support/tokens.js';
import { clientOptions, START } from '../../support/world.js';
import { actOn } from './server-acts.js';
import type { Act, Restart, SentEvent, Step } from './steps.js';
import {
  type Answered,
  type Begun,
  type Lost,
  type Process,
  type Sent,
  watchedFetch,
} from './traffic.js';
import { serverOf, type Surroundings } from './weather.js';

/** What a walk needs to know of a machine. */
export interface Kind<TView extends { readonly phase: string } = { readonly phase: string }> {
  /** With its services, made from this client. */
  readonly machine: (client: PassClient, journey: Journey) => AnyStateMachine;
  readonly view: (snapshot: never) => TView;
  /** Who looks on. */
  readonly inspect?: (event: InspectionEvent) => void;
  /** What the app knows of the platform. */
  readonly sso?: SsoIdentity;
  /** Told of each flow that runs, with its client. */
  readonly started?: (flow: AnyActor, client: PassClient) => void;
  /** What the viewer sees of a sign-in that runs within this flow, if that is not the flow itself. */
  readonly signIn?: (view: TView) => { readonly phase: string } | undefined;
}

/** What happened, in the order in which it did. */
export type Entry =
  | Sent
  | Answered
  | Lost
  | { readonly kind: 'start'; readonly at: number }
  | { readonly kind: 'restart'; readonly at: number; readonly how: Restart }
  /** `phase` is that of the sign-in where there is one. */
  | { readonly kind: 'event'; readonly at: number; readonly type: string; readonly phase: string }
  | {
      readonly kind: 'shown';
      readonly at: number;
      readonly view: unknown;
      readonly context: object;
    };

/** Another window of the same device. */
interface Beside {
  readonly simulator: Simulator;
  readonly storage: PassStorage;
}

interface Snapshot {
  readonly status: string;
  readonly value: unknown;
  readonly context: object;
  readonly output?: unknown;
}

const SECRET = 'planted-secret';

/** When the sign-in that runs, here or in a child, last began a check. */
function lastCheckOf(snapshot: unknown): number | undefined {
  const { context, children } = snapshot as {
    context: { lastCheckAt?: number };
    children: Record<string, AnyActor | undefined>;
  };
  const child = children['authentication']?.getSnapshot() as unknown;
  return context.lastCheckAt ?? (child === undefined ? undefined : lastCheckOf(child));
}

/** One life of a device: its server, its processes, and the flow that runs in them. */
export class Journey<TView extends { readonly phase: string } = { readonly phase: string }> {
  readonly simulator: Simulator;
  readonly log: Entry[] = [];
  /** Everything that could be stored or shown. */
  readonly texts = new Set<string>();
  readonly secrets = new Set<string>([SECRET, clientOptions.softwareStatement]);
  readonly #kind: Kind<TView>;
  readonly #surroundings: Surroundings;
  readonly #storage: PassStorage;
  readonly #input: object;
  #skew = 0;
  #process!: Process;
  client!: PassClient;
  #machine!: AnyStateMachine;
  flow!: AnyActor;
  #begun: Begun | undefined;

  constructor(kind: Kind<TView>, input: object, surroundings: Surroundings, beside?: Beside) {
    if (!beside) {
      vi.clearAllTimers();
      vi.setSystemTime(START);
    }
    this.#kind = kind;
    this.#storage = beside?.storage ?? memoryStorage();
    this.#input = input;
    this.#surroundings = surroundings;
    this.simulator = beside?.simulator ?? createSimulator(serverOf(surroundings));
  }

  /** Begins a flow, in a new process. */
  start(): this {
    this.log.push({ kind: 'start', at: Date.now() });
    this.#boot();
    this.#run(createActor(this.#machine, { input: this.#input, ...this.#inspected }));
    return this;
  }

  get view(): TView {
    return this.#kind.view(this.flow.getSnapshot() as never);
  }

  get snapshot(): Snapshot {
    return this.flow.getSnapshot() as Snapshot;
  }

  /** What the viewer sees of the sign-in. */
  get signIn(): { readonly phase: string; readonly code?: string } {
    const { view } = this;
    return this.#kind.signIn?.(view) ?? view;
  }

  send(event: SentEvent): void {
    this.log.push({
      kind: 'event',
      at: Date.now(),
      type: event.type,
      phase: this.signIn.phase,
    });
    this.flow.send(event);
  }

  async pass(milliseconds: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(milliseconds);
  }

  /** Lets the time go by that something takes, a minute at most; what fails is as good as undone. */
  async during(work: Promise<unknown>): Promise<void> {
    let isOver = false;
    const end = () => (isOver = true);
    work.then(end, end);
    for (let waited = 0; !isOver && waited < 60_000; waited += 500)
      await this.pass(waited === 0 ? 0 : 500);
  }

  /** The flow as an app stores it. */
  get stored(): string {
    return JSON.stringify(this.flow.getPersistedSnapshot());
  }

  restart(how: Restart, stored = this.stored): void {
    this.texts.add(stored);
    if (how !== 'page') this.#process.alive = false;
    this.flow.stop();
    this.log.push({ kind: 'restart', at: Date.now(), how });
    if (how !== 'page') this.#boot();
    this.#run(
      how === 'launch'
        ? createActor(this.#machine, { input: this.#input, ...this.#inspected })
        : restoreActor(this.#machine, stored, this.#inspected),
    );
  }

  /** Logs in with the code that is shown, as far as that can be done. */
  async logIn(): Promise<void> {
    const { code } = this.signIn;
    if (code && this.simulator.session(code)?.status === 'open')
      await this.during(this.simulator.viewer.signIn({ code, mvpd: 'Cablevision' }));
  }

  /** Walks, until the flow ends. */
  async walk(path: readonly Step[]): Promise<void> {
    for (const step of path) {
      const { status } = this.snapshot;
      if (status === 'done') return;
      if (status !== 'active') throw new Error(`The flow is ${status}`);
      await this.#take(step);
    }
  }

  /** The end of all bad weather: what is broken is repaired, but for what has been lost. */
  calm(): void {
    this.simulator.faults.clear();
    this.simulator.decisions.clear();
    this.simulator.mvpd({ id: 'Cablevision', enabled: true });
    this.#skew = 0;
  }

  async #take(step: Step): Promise<void> {
    switch (step.do) {
      case 'send':
        for (let count = 0; count < step.times && this.snapshot.status === 'active'; count += 1)
          this.send(step.event);
        return;
      case 'pass':
        return this.pass(step.milliseconds);
      case 'fault':
        this.simulator.faults.add(step.fault);
        return;
      case 'clock':
        this.#skew += step.by;
        return;
      case 'restart':
        return this.restart(step.how);
      case 'act':
        return this.#act(step.act);
    }
  }

  async #act(act: Act): Promise<void> {
    if (!act.startsWith('log in')) return actOn(this.simulator, act, this.signIn.code);
    await this.logIn();
    if (act === 'log in and return' && this.snapshot.status === 'active')
      this.send({ type: 'userAgent.returned' });
  }

  get #inspected(): Pick<Kind, 'inspect'> {
    const { inspect } = this.#kind;
    return inspect ? { inspect } : {};
  }

  #boot(): void {
    const process: Process = { number: (this.#process?.number ?? 0) + 1, alive: true };
    const now = () => Date.now() + this.#skew;
    this.#process = process;
    const { simulator, log } = this;
    const secret = (value: string) => this.secrets.add(value);
    const begun = () => this.#begun;
    this.client = createPassClient({
      ...clientOptions,
      storage: this.#storage,
      now,
      fetch: watchedFetch(process, { simulator, now, begun, log, secret }),
      ...(this.#surroundings.identities && { tempPassIdentity: { hash: SECRET } }),
      sso: {
        ...this.#kind.sso,
        ...(this.#surroundings.identities && { rokuConnectToken: jws({ jti: 'a' }, SECRET) }),
      },
    });
    this.#machine = this.#kind.machine(this.client, this as never);
  }

  #run(flow: AnyActor): void {
    this.flow = flow;
    flow.subscribe({ next: () => this.#note(), error: () => this.#note() });
    flow.start();
    this.#kind.started?.(flow, this.client);
    this.#note();
  }

  #note(): void {
    const { context, view } = { context: this.snapshot.context, view: this.view };
    const clientAt = lastCheckOf(this.snapshot);
    if (clientAt !== undefined && clientAt !== this.#begun?.clientAt)
      this.#begun = { at: Date.now(), clientAt };
    this.texts.add(JSON.stringify(this.flow.getPersistedSnapshot()));
    this.texts.add(JSON.stringify(view));
    this.log.push({ kind: 'shown', at: Date.now(), view, context });
  }
}
