import { type Node, parse } from 'acorn';
import { transformSync } from 'esbuild';

const toAst = (source: string): Node => {
  const { code } = transformSync(source, {
    loader: 'ts',
    format: 'esm',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  });
  return parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
};

/** The values of a node that are nodes, also those in its arrays. */
const children = (node: Node): ReadonlyArray<readonly [key: string, child: Node]> =>
  Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value])
      .filter((item): item is Node => typeof item === 'object' && item !== null && 'type' in item)
      .map((child) => [key, child] as const),
  );

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const [, child] of children(node)) yield* walk(child);
}

const specifiers = (source: string): string[] =>
  [...walk(toAst(source))].flatMap((node) => {
    if (!/^(Import(Declaration|Expression)|Export(Named|All)Declaration)$/.test(node.type))
      return [];
    const { source: from } = node as { source?: { value?: unknown } | null };
    return typeof from?.value === 'string' ? [from.value] : [];
  });

/** What a TypeScript module imports or exports from: dynamically too, and types too. */
export function importsOf(source: string): readonly string[] {
  // esbuild drops what is only a type; as a value it stays.
  const asValues = source.replace(/^(import|export) type\b(?!\s+\w+\s*[=<])/gm, '$1');
  return [...new Set(specifiers(asValues))];
}

const declared = new Set([
  'Property',
  'MemberExpression',
  'MethodDefinition',
  'PropertyDefinition',
]);

/** The names and `object.member` pairs that a module reads; strings and comments don't count. */
export function namesOf(source: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: Node, isName: boolean): void => {
    if (node.type === 'Identifier' && isName) names.add((node as unknown as { name: string }).name);
    if (node.type === 'MemberExpression') {
      const { object, property } = node as unknown as Record<
        'object' | 'property',
        { name?: string }
      >;
      if (object.name !== undefined) names.add(`${object.name}.${property.name}`);
    }
    const { computed } = node as { computed?: boolean };
    for (const [key, child] of children(node)) {
      visit(
        child,
        !(declared.has(node.type) && /^(key|property)$/.test(key) && computed === false),
      );
    }
  };
  visit(toAst(source), true);
  return names;
}
