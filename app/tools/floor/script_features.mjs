// What a script of the page asks of a browser: its syntax, and the names of the browser that it uses. Pure.

import { fromNpm } from "./from_npm.mjs";

const { parse } = fromNpm("acorn");

// The interface behind each object that a browser gives by name.
const OBJECTS = {
  navigator: "Navigator",
  crypto: "Crypto",
  document: "Document",
  location: "Location",
  performance: "Performance",
  caches: "CacheStorage",
  indexedDB: "IDBFactory",
  screen: "Screen",
  history: "History",
  globalThis: "Window",
  self: "Window",
  window: "Window",
  localStorage: "Storage",
  sessionStorage: "Storage",
};
// A text that is a feature of its own.
const TEXTS = { Ed25519: "api.SubtleCrypto.sign.ed25519" };
const OPERATORS = {
  "??": "nullish_coalescing",
  "??=": "nullish_coalescing_assignment",
  "||=": "logical_or_assignment",
  "&&=": "logical_and_assignment",
  "**": "exponentiation",
  "**=": "exponentiation_assignment",
};
const FLAGS = { d: "hasIndices", s: "dotAll", u: "unicode", v: "unicodeSets", y: "sticky" };
const PATTERNS = [
  [/\(\?<[=!]/, "lookbehind_assertion"],
  [/\(\?<\w/, "named_capturing_group"],
  [/\\p\{/i, "unicode_character_class_escape"],
  [/\(\?[ims-]+:/, "modifier"],
];

/**
 * Each use of a feature in a script. `names` are keys of the MDN browser data, of which one is meant (which one, the script does not say).
 * @param {string} source a module
 * @param {Map<string, string[]>} members the keys in the browser data by their last name
 * @param {(key: string) => boolean} isKnown whether the browser data has this key
 * @param {Set<string>} [given] names that the scripts gave to members of their own, as `membersGiven` collects them
 * @returns {{names: string[], line: number}[]}
 */
export function scriptFeatures(source, members, isKnown, given = new Set()) {
  const program = read(source);
  const ours = declared(program);
  const own = membersGiven(source);
  const uses = [];

  const add = (node, ...names) => names.length && uses.push({ names, line: node.loc.start.line });
  const syntax = (node, key) => add(node, `javascript.${key}`);

  const visit = (node, parent, inFunction) => {
    const inside = inFunction || /Function|ArrowFunction/.test(node.type);
    switch (node.type) {
      case "ChainExpression":
        syntax(node, "operators.optional_chaining");
        break;
      case "LogicalExpression":
      case "AssignmentExpression":
      case "BinaryExpression":
        if (OPERATORS[node.operator]) syntax(node, `operators.${OPERATORS[node.operator]}`);
        if (node.operator === "in" && node.left.type === "PrivateIdentifier") syntax(node, "classes.private_class_fields_in");
        break;
      case "PropertyDefinition":
        syntax(node, `classes.${node.key.type === "PrivateIdentifier" ? "private_class_fields" : "public_class_fields"}`);
        break;
      case "MethodDefinition":
        if (node.key.type === "PrivateIdentifier") syntax(node, "classes.private_class_methods");
        break;
      case "StaticBlock":
        syntax(node, "classes.static.initialization_blocks");
        break;
      case "AwaitExpression":
        syntax(node, inFunction ? "operators.await" : "operators.await.top_level");
        break;
      case "ForOfStatement":
        syntax(node, node.await ? "statements.for_await_of" : "statements.for_of");
        break;
      case "ImportExpression":
        syntax(node, "operators.import");
        break;
      case "MetaProperty":
        syntax(node, node.meta.name === "import" ? "operators.import_meta" : "operators.new_target");
        break;
      case "CatchClause":
        if (!node.param) syntax(node, "statements.try_catch.optional_catch_binding");
        break;
      case "SpreadElement":
        syntax(node, `operators.spread.${parent.type === "ObjectExpression" ? "spread_in_object_literals" : "spread_in_arrays"}`);
        break;
      case "ClassDeclaration":
      case "ClassExpression":
        syntax(node, "statements.class");
        break;
      case "TemplateLiteral":
        syntax(node, "grammar.template_literals");
        break;
      case "ArrowFunctionExpression":
        syntax(node, "functions.arrow_functions");
        break;
      case "VariableDeclaration":
        if (/using/.test(node.kind)) syntax(node, `statements.${node.kind.replace(" ", "_")}`);
        break;
      case "Literal":
        if (node.bigint) syntax(node, "builtins.BigInt");
        else if (node.regex) {
          for (const flag of node.regex.flags) if (FLAGS[flag]) syntax(node, `builtins.RegExp.${FLAGS[flag]}`);
          for (const [pattern, name] of PATTERNS) if (pattern.test(node.regex.pattern)) syntax(node, `regular_expressions.${name}`);
        } else if (typeof node.value === "string" && TEXTS[node.value]) add(node, TEXTS[node.value]);
        else if (/_/.test(node.raw) && typeof node.value === "number") syntax(node, "grammar.numeric_separators");
        break;
      case "NewExpression":
        if (node.callee.name === "Worker" && source.slice(node.start, node.end).includes('"module"')) {
          add(node, "api.Worker.Worker.ecmascript_modules");
        }
        break;
      case "Identifier":
        if (isFree(node, parent) && !ours.has(node.name)) {
          const names = [`javascript.builtins.${node.name}`, `api.${node.name}`, `api.Window.${node.name}`, `api.WorkerGlobalScope.${node.name}`];
          add(node, ...names.filter(isKnown));
        }
        break;
      case "MemberExpression":
        if (!node.computed && node.property.type === "Identifier") add(node, ...meant(node, node.property.name));
        break;
      case "ObjectPattern":
        for (const { key, computed } of node.properties) {
          if (key?.type === "Identifier" && !computed) add(key, ...membersOf(key.name));
        }
        break;
    }
    for (const [name, child] of Object.entries(node)) {
      if (name === "loc") continue;
      for (const inner of Array.isArray(child) ? child : [child]) if (inner?.type) visit(inner, node, inside);
    }
  };

  /** The keys that `object.name` may mean: one where the object is a name of the browser, else each that ends so. */
  const meant = (node, name) => {
    const object = node.object.name;
    if (node.object.type === "Identifier" && !ours.has(object)) {
      const owner = OBJECTS[object] ? `api.${OBJECTS[object]}` : [`javascript.builtins.${object}`, `api.${object}`].find(isKnown);
      const key = owner && [`${owner}.${name}`, `${owner}.${name}_static`, `api.${name}`, `javascript.builtins.${name}`].find(isKnown);
      if (key) return [key];
    }
    return membersOf(name);
  };

  /** The members that a name may mean. A name of our own objects is taken for theirs; one of the language only within its file. */
  const membersOf = (name) =>
    (members.get(name) ?? []).filter((key) => !own.has(name) && (!given.has(name) || key.startsWith("javascript.")));

  visit(program, program, false);
  return uses;
}

/** @param {string} source a module */
const read = (source) => parse(source, { ecmaVersion: "latest", sourceType: "module", locations: true });

/**
 * The names that a script gives to the members of its own objects and classes, in code and in the types of its comments.
 * @param {string} source a module
 */
export function membersGiven(source) {
  const names = new Set();
  const visit = (node) => {
    const isMember = /^(MethodDefinition|PropertyDefinition)$/.test(node.type) || (node.type === "Property" && !node.shorthand);
    if (isMember && !node.computed && node.key.name) names.add(node.key.name);
    if (node.type === "ObjectExpression") for (const { key } of node.properties) if (key?.name) names.add(key.name);
    for (const child of Object.values(node).flat()) if (child?.type) visit(child);
  };
  visit(read(source));
  for (const [comment] of source.matchAll(/\/\*\*.*?\*\//gs)) {
    for (const [type] of comment.matchAll(/\{[^@]*\}/g)) for (const [, name] of type.matchAll(/(\w+)\??:/g)) names.add(name);
  }
  return names;
}

/** Whether an identifier reads a name that somebody else gave it: it is no member, no key and no label. */
function isFree(node, parent) {
  if (parent.type === "MemberExpression") return parent.object === node || parent.computed;
  if (parent.type === "Property") return parent.value === node && (parent.computed || parent.key !== node || parent.shorthand);
  return !/MethodDefinition|PropertyDefinition|Label|Import.*Specifier|Export.*Specifier|Break|Continue/.test(parent.type) || parent.value === node;
}

/** Every name that a script gives to something itself, wherever it does. */
function declared(program) {
  const names = new Set();
  const bind = (pattern) => {
    if (!pattern) return;
    if (pattern.type === "Identifier") names.add(pattern.name);
    for (const inner of [pattern.argument, pattern.left, pattern.value, ...(pattern.elements ?? []), ...(pattern.properties ?? [])]) {
      if (inner?.type && /Pattern|Identifier|RestElement|Property/.test(inner.type)) bind(inner);
    }
  };
  const visit = (node) => {
    if (node.type === "VariableDeclarator") bind(node.id);
    if (/Function/.test(node.type)) node.params.forEach(bind);
    if (/^(Function|Class)/.test(node.type)) bind(node.id);
    if (/^Import.*Specifier$/.test(node.type)) bind(node.local);
    if (node.type === "CatchClause") bind(node.param);
    for (const child of Object.values(node).flat()) if (child?.type) visit(child);
  };
  visit(program);
  return names;
}
