export * from '../machines/index.js';
export * from './client/index.js';
export * from './services/index.js';
export { type Activation, activationOf, spellOut } from './protocol/activation.js';
export {
  type CodeProblem,
  normaliseCode,
  type NormaliseCodeOptions,
  type NormalisedCode,
} from './protocol/code.js';
export * from './ui/index.js';
