/** Finds which features of CSS a style sheet uses, by the names that MDN's data has for them. */
import { type CssNode, type Declaration, parse, walk } from 'css-tree';
import { entryAt, namesBelow } from './support.ts';

/** Where css-tree starts to read: a whole style sheet, or what a style attribute has. */
type Context = 'stylesheet' | 'declarationList';

/**
 * Returns the features that a style sheet needs. Not needed is what it asks for by `@supports` around it, what it has other
 * rules without by `@supports not`, and a value that another one of the same property stands before.
 * @throws where css-tree cannot read it
 */
export function cssFeatures(css: string, context: Context = 'stylesheet'): Set<string> {
  const found = new Set<string>();
  const around: Condition[] = [];
  const spare = new Set<Declaration>();
  let condition: CssNode | undefined;
  const tree = parse(css, {
    context,
    parseCustomProperty: true,
    onParseError(error) {
      throw new Error(
        `css-tree cannot read this: ${error.message}, ${css.slice(error.offset, error.offset + 60)}`,
      );
    },
  });
  const answered = answeredIn(tree);
  const isAskedFor = (path: string): boolean => {
    const conditions = around.filter(({ paths }) => paths.includes(path));
    return conditions.length > 0 ? conditions.some(({ isNegative }) => !isNegative) : answered.has(path);
  };
  let declaration: Declaration | undefined;
  walk(tree, {
    enter(node: CssNode) {
      if (node.type === 'Atrule' && node.name === 'supports') {
        if (node.prelude) around.push(conditionOf(node.prelude));
        condition = node.prelude ?? undefined;
      }
      if (node.type === 'Block' || node.type === 'DeclarationList')
        for (const one of spareOnes(node)) spare.add(one);
      if (node.type === 'Declaration') declaration = node;
      if (condition) return;
      if (declaration && spare.has(declaration)) return;
      for (const path of featuresOf(node, declaration)) if (!isAskedFor(path)) found.add(path);
    },
    leave(node: CssNode) {
      if (node === condition) condition = undefined;
      if (node === declaration) declaration = undefined;
      if (node.type === 'Atrule' && node.name === 'supports' && node.prelude) around.pop();
    },
  });
  return found;
}

/** What a block asks for by `@supports`, or by `@supports not`. */
interface Condition {
  readonly paths: readonly string[];
  readonly isNegative: boolean;
}

function conditionOf(prelude: CssNode): Condition {
  const paths: string[] = [];
  let isNegative = false;
  let declaration: Declaration | undefined;
  walk(prelude, (node) => {
    if (node.type === 'Identifier' && node.name === 'not') isNegative = true;
    if (node.type === 'Declaration') declaration = node;
    paths.push(...featuresOf(node, declaration));
  });
  return { paths, isNegative };
}

/** Returns the features without which a style sheet has other rules. */
function answeredIn(tree: CssNode): Set<string> {
  const answered = new Set<string>();
  walk(tree, (node) => {
    if (node.type !== 'Atrule' || node.name !== 'supports' || !node.prelude) return;
    const { paths, isNegative } = conditionOf(node.prelude);
    if (isNegative) for (const path of paths) answered.add(path);
  });
  return answered;
}

/**
 * Returns the declarations of a block that may be dropped: an earlier one has set their property, or one with a prefix does it.
 * Variables take any value, so that none of theirs is dropped.
 */
function spareOnes(block: CssNode): Declaration[] {
  if (!('children' in block) || !block.children) return [];
  const all = block.children.toArray().filter((node) => node.type === 'Declaration');
  return all.filter(
    ({ property }, at) =>
      !property.startsWith('--') &&
      (all.findIndex((other) => other.property === property) < at ||
        all.some((other) => other.property === `-webkit-${property}`)),
  );
}

/** Returns the features that a node is itself, without those of the nodes in it. */
function featuresOf(node: CssNode, declaration: Declaration | undefined): string[] {
  switch (node.type) {
    case 'Atrule':
      return known(`css.at-rules.${node.name}`);
    case 'Feature':
      return known(`css.at-rules.${node.kind}.${node.name}`);
    case 'FeatureRange':
      return known(`css.at-rules.${node.kind}.range_syntax`);
    case 'PseudoClassSelector':
    case 'PseudoElementSelector':
      return known(`css.selectors.${node.name}`);
    case 'NestingSelector':
      return ['css.selectors.nesting'];
    case 'Declaration':
      return isOwn(node.property) ? [] : [`css.properties.${node.property}`];
    case 'Identifier':
      return declaration ? known(`css.properties.${declaration.property}.${node.name}`) : [];
    case 'Function':
      return [...(FUNCTIONS.get(node.name) ?? [])];
    case 'Dimension':
      return unit(node.unit);
    default:
      return [];
  }
}

/** Returns the path where the data has something there. What it does not know is of one browser, or of the author. */
function known(path: string): string[] {
  return entryAt(path)?.__compat ? [path] : [];
}

/** Returns whether a property is a variable, or one browser's own. */
function isOwn(property: string): boolean {
  return property.startsWith('-');
}

/** The paths of functions by name: `css.types` has them, some in groups such as `color`. */
const FUNCTIONS: ReadonlyMap<string, readonly string[] | undefined> = new Map(
  namesBelow('css.types').flatMap((type) => [
    [type, known(`css.types.${type}`)] as const,
    ...namesBelow(`css.types.${type}`).map(
      (name) => [name.replace(/-function$/, ''), known(`css.types.${type}.${name}`)] as const,
    ),
  ]),
);

const VIEWPORT = /^([sld])v(?:[whib]|min|max)$/;

const SIZES: Readonly<Record<string, string>> = { s: 'small', l: 'large', d: 'dynamic' };

function unit(name: string): string[] {
  const [, size] = VIEWPORT.exec(name) ?? [];
  if (size !== undefined) return known(`css.types.length.viewport_percentage_units_${SIZES[size]}`);
  if (/^cq/.test(name)) return known('css.types.length.container_query_length_units');
  return known(`css.types.length.${name}`);
}
