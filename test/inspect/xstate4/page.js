// The page of an inspector, for a browser: it keeps what it receives.
import { createWindowReceiver } from '@xstate/inspect';

const receiver = createWindowReceiver();
const received = [];
receiver.subscribe((event) => received.push(event));

window.inspector = { receiver, received };
