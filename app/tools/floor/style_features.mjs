// What a style sheet of the page asks of a browser. Pure.

const UNITS = {
  dvh: "viewport_percentage_units_dynamic",
  dvw: "viewport_percentage_units_dynamic",
  svh: "viewport_percentage_units_small",
  lvh: "viewport_percentage_units_large",
  cqw: "container_query_length_units",
};

/**
 * Each use of a feature in a style sheet; `names` are keys of the MDN browser data, as in script_features.mjs.
 * @param {string} source CSS without nested rules
 * @param {(key: string) => boolean} isKnown whether the browser data has this key
 * @returns {{names: string[], line: number}[]}
 */
export function styleFeatures(source, isKnown) {
  const text = source.replace(/\/\*.*?\*\//gs, (comment) => comment.replace(/[^\n]/g, " "));
  const uses = [];
  const add = (at, ...names) => {
    const known = names.filter(isKnown);
    if (known.length) uses.push({ names: known, line: text.slice(0, at).split("\n").length });
  };
  for (const match of text.matchAll(/@([a-z-]+)([^{;]*)/g)) {
    add(match.index, `css.at-rules.${match[1]}`);
    for (const [, feature] of match[2].matchAll(/\(\s*([a-z-]+)/g)) {
      add(match.index, `css.at-rules.${match[1]}.${feature.replace(/^(min|max)-/, "")}`);
    }
  }
  for (const match of text.matchAll(/(?<=^|[{}])\s*([^@{};]+)\{/g)) {
    for (const [, name] of match[1].matchAll(/::?([a-z-]+)/g)) add(match.index + match[0].search(/\S/), `css.selectors.${name}`);
  }
  for (const match of text.matchAll(/(?<=[{;])\s*([a-z-]+)\s*:([^;{}]*)(?=[;}])/g)) {
    const [whole, property, value] = match;
    const at = match.index + whole.search(/\S/);
    add(at, `css.properties.${property}`);
    if (property === "gap") add(at, "css.properties.gap.flex_context");
    for (const [, word] of value.matchAll(/(?<![\w"#.-])([a-z][a-z-]*)(?![\w(-])/g)) add(at, `css.properties.${property}.${word}`);
    for (const [, name] of value.matchAll(/(?<![\w-])([a-z-]+)\(/g)) {
      add(at, `css.types.${name}`, `css.types.color.${name}`, `css.types.image.${name}`, `css.types.transform-function.${name}`, `css.types.filter-function.${name}`);
    }
    for (const [, unit] of value.matchAll(/\d([a-z]+)/g)) if (UNITS[unit]) add(at, `css.types.length.${UNITS[unit]}`);
  }
  return uses;
}
