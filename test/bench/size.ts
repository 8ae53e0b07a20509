import { measureSizes } from './size/measure.js';
import { checkShaking } from './size/shaking.js';
import { readOptions } from './support/options.js';
import { finish, print } from './support/report.js';

const options = readOptions([]);
const sizes = await measureSizes();
print(sizes);
const shaking = await checkShaking();
print(shaking);
process.exitCode = finish([sizes, shaking], options);
