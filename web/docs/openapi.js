/**
 * What the page wants to know of an OpenAPI document. It never touches the DOM, so its tests need no browser.
 */

/** @typedef {Record<string, any>} Json */
/** @typedef {{method: string, path: string, tag: string, operation: Json, parameters: Json[]}} Operation */
/** @typedef {{name: string, type: string, required: boolean, description: string}} Member */

const METHODS = ['get', 'post', 'put', 'delete'];
/** Where the samples of the document ask. */
const SAMPLE_HOST = 'http://127.0.0.1:8000/';

/**
 * What a $ref points at, or the node itself.
 * @param {Json} doc
 * @param {Json} node
 * @returns {Json}
 */
export function resolve(doc, node) {
  if (!node['$ref']) return node;
  /** @type {Json} */
  let found = doc;
  for (const key of node['$ref'].slice(2).split('/')) found = found[key];
  return found;
}

/**
 * In the order of the document's tags, then of its paths.
 * @param {Json} doc
 * @returns {Operation[]}
 */
export function operationsOf(doc) {
  const all = Object.entries(doc['paths']).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => {
      const operation = item[method];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
        .map((parameter) => resolve(doc, parameter));
      return { method: method.toUpperCase(), path, tag: operation.tags[0], operation, parameters };
    }));
  return doc['tags'].flatMap((/** @type {Json} */ { name }) => all.filter(({ tag }) => tag === name));
}

/**
 * A schema in a few words: "integer, 1 to 200", "array of Digit".
 * @param {Json} schema
 * @returns {string}
 */
export function typeOf(schema) {
  if (schema['$ref']) return schema['$ref'].split('/').pop();
  if (schema['enum']) return schema['enum'].join(' | ');
  if (schema['oneOf']) return schema['oneOf'].map(typeOf).join(', or ');
  if (schema['type'] === 'array') return `array of ${schema['items'] ? typeOf(schema['items']) : 'values'}`;
  if (schema['format'] === 'binary') return 'bytes';
  const type = [schema['type'] ?? 'value'].flat().join(' or ');
  if (schema['contentEncoding']) return `${type}, ${schema['contentEncoding']}`;
  if (schema['minimum'] !== undefined && schema['maximum'] !== undefined) {
    return `${type}, ${schema['minimum']} to ${schema['maximum']}`;
  }
  return schema['format'] ? `${type}, ${schema['format']}` : type;
}

/**
 * The members of an object; of a choice, those of the first that has any; of an array, those of what is in it.
 * @param {Json} doc
 * @param {Json} schema
 * @returns {Member[]}
 */
export function membersOf(doc, schema) {
  const { oneOf, items, properties, required = [] } = resolve(doc, schema);
  if (properties) {
    return Object.entries(properties).map(([name, of]) => ({
      name, type: typeOf(of), required: required.includes(name), description: of.description ?? '',
    }));
  }
  const inner = oneOf ?? (items ? [items] : []);
  return inner.map((/** @type {Json} */ one) => membersOf(doc, one)).find((/** @type {Member[]} */ members) =>
    members.length) ?? [];
}

/**
 * The names of the document's schemas that a schema leads to, each once, itself first where it has a name.
 * @param {Json} doc
 * @param {Json} schema
 * @param {Set<string>} [names] those that are known already
 * @returns {Set<string>}
 */
export function namesIn(doc, schema, names = new Set()) {
  if (schema['$ref']) {
    const name = typeOf(schema);
    if (names.has(name)) return names;
    names.add(name);
  }
  const { oneOf = [], items, properties = {} } = resolve(doc, schema);
  for (const inner of [...oneOf, ...(items ? [items] : []), ...Object.values(properties)]) namesIn(doc, inner, names);
  return names;
}

/**
 * The example of an answer or a request, or nothing.
 * @param {Json | undefined} media
 */
export function exampleOf(media) {
  return media?.['example'] ?? Object.values(media?.['examples'] ?? {})[0]?.value;
}

/**
 * JSON for reading: an array of numbers or short texts stays on one line.
 * @param {unknown} value
 */
export function pretty(value) {
  return JSON.stringify(value, null, 2)
    .replace(/\[\n\s+([^[\]{}]*?)\n\s+\]/g, (_, inner) => `[${inner.replace(/\n\s+/g, ' ')}]`);
}

/**
 * A sample that asks `base` (with its slash at the end).
 * @param {string} source
 * @param {string} base
 */
export function sampleFor(source, base) {
  return source.replaceAll(SAMPLE_HOST, base);
}
