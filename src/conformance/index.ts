export { type ConformanceRule, conformanceRules } from './rules/index.js';
