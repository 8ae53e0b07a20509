/* A process that shares a file of credentials: `program.mjs <file> <act> …`. It reports by messages. */
import { fileStorage } from '../../../src/node.js';

const [, , path = '', act = '', ...rest] = process.argv;
const storage = fileStorage(path);
const report = (message: string) => void process.send?.(message);
// Somebody who listens keeps the process running.
process.on('message', () => {});

const acts: Record<string, () => Promise<void>> = {
  /** `write <name> <times>`: sets items of its own, and reports each. */
  async write() {
    const [name = '', times] = rest;
    for (let index = 0; index < Number(times); index++) {
      await storage.setItem(`${name}${index}`, String(index));
      report(`${name}${index}`);
    }
  },
  /** `count <times>`: adds 1 to an item that all processes share. */
  async count() {
    const [times] = rest;
    for (let index = 0; index < Number(times); index++) {
      await storage.lock?.('count', async () => {
        const count = Number(await storage.getItem('count'));
        await storage.setItem('count', String(count + 1));
      });
    }
  },
  /** `hold`: takes the lock, and never lets go of it. */
  async hold() {
    await storage.lock?.('count', () => {
      report('held');
      return new Promise(() => {});
    });
  },
};

await acts[act]?.();
process.disconnect();
