import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Small files that take long: Vitest, which begins with the largest, would leave them for the end. */
const slow = [
  'docs/examples.test.ts',
  'conformance/entitlement.test.ts',
  'conformance/broken.test.ts',
  'docs/playground-link.test.ts',
  'docs/playground-record.test.ts',
  'durable/stories.test.ts',
  'machines/embedding.test.ts',
  'machines/restore.test.ts',
  'machines/explore/entitlement.test.ts',
  'inspect/process.test.ts',
  'package/release.test.ts',
  'cli/end-to-end.test.ts',
];

const isSlow = ({ moduleId }: TestSpecification): boolean =>
  slow.some((file) => moduleId.endsWith(`/test/${file}`));

/** Begins with what takes long, so that no core waits at the end for one file on the other. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
