import { parse } from 'acorn';
import vm from 'node:vm';
import { lacking, symbols56, symbols76 } from './built-ins.js';

type Owner = Record<string, unknown>;

/** A JavaScript engine of its own. */
export interface Engine {
  readonly run: (code: string) => unknown;
  readonly has: (expression: string) => boolean;
}

/** An object by its path, where the engine has it. */
function ownerOf(context: vm.Context, path: string): Owner | undefined {
  const expression = path
    .replace(/^TypedArray/, 'Object.getPrototypeOf(Uint8Array)')
    .replace(/^Iterator\.prototype/, 'Object.getPrototypeOf(Object.getPrototypeOf([].keys()))');
  try {
    return vm.runInContext(expression || 'self', context) as Owner;
  } catch {
    // Its owner went first, or is newer than this Node.
    return undefined;
  }
}

/** Replaces what can't be deleted: arguments and flags that an old engine ignores or refuses. */
const replacements = (symbols: string) => `(function () {
  var NativeError = self.Error;
  // Until Chromium 93 an error takes no cause.
  self.Error = function Error(message) {
    return Reflect.construct(NativeError, arguments.length ? [message] : [], new.target || self.Error);
  };
  Object.setPrototypeOf(self.Error, NativeError);
  self.Error.prototype = NativeError.prototype;
  NativeError.prototype.constructor = self.Error;

  var NativeSymbol = self.Symbol;
  self.Symbol = function Symbol(description) {
    return NativeSymbol(description);
  };
  self.Symbol.prototype = NativeSymbol.prototype;
  ('for keyFor ' + ${JSON.stringify(symbols)}).split(' ').forEach(function (name) {
    self.Symbol[name] = NativeSymbol[name];
  });

  var NativeRegExp = self.RegExp;
  var check = self.checkRegExp;
  self.RegExp = function RegExp(pattern, flags) {
    var source = pattern instanceof NativeRegExp ? pattern.source : String(pattern);
    var problem = check(source, String(flags || ''));
    if (problem) throw new SyntaxError(problem);
    return Reflect.construct(NativeRegExp, [pattern, flags], new.target || self.RegExp);
  };
  Object.setPrototypeOf(self.RegExp, NativeRegExp);
  self.RegExp.prototype = NativeRegExp.prototype;
  delete self.checkRegExp;
})();`;

/** What an engine of this year says to a regular expression; literals are a matter of the parser. */
const checkRegExp = (ecmaVersion: 2017 | 2018) => (source: string, flags: string) => {
  try {
    parse(`/${source.replace(/\n/g, '\\n') || '(?:)'}/${flags}`, { ecmaVersion });
    return '';
  } catch (error) {
    return String(error);
  }
};

/** An engine without the built-ins that came after a version of Chromium. */
export function oldEngine(version: 56 | 76, web: Readonly<Record<string, unknown>>): Engine {
  const context = vm.createContext({});
  vm.runInContext('var self = this, window = this;', context);
  const global = ownerOf(context, '') as Owner;
  for (const { owner, name } of lacking(version)) {
    const object = ownerOf(context, owner);
    if (object && !Reflect.deleteProperty(object, name))
      throw new Error(`${owner}.${name} can't be deleted`);
  }
  global['checkRegExp'] = checkRegExp(version === 56 ? 2017 : 2018);
  vm.runInContext(replacements(version === 56 ? symbols56 : symbols76), context);
  Object.assign(global, web);
  return {
    run: (code) => vm.runInContext(code, context),
    has: (expression) =>
      vm.runInContext(`typeof (${expression}) !== 'undefined'`, context) === true,
  };
}
