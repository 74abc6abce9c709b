/**
 * The API's description as a page: what openapi.json says, with commands that ask this very server.
 */

import { byId } from '../dom.js';
import { element, prose } from './element.js';
import { exampleOf, membersOf, namesIn, operationsOf, pretty, resolve, sampleFor, typeOf } from './openapi.js';

/** @typedef {import('./openapi.js').Json} Json */
/** @typedef {import('./openapi.js').Operation} Operation */

/** The address of the page is under it, whatever path a proxy adds. */
const BASE = new URL('.', location.href).href;
const COPIED_MS = 1500;

/** @param {string} text */
function code(text) {
  return element('pre', { tabindex: '0' }, element('code', {}, text));
}

/**
 * A path that may be broken behind a slash.
 * @param {string} path
 */
function breakable(path) {
  const pieces = path.slice(1).split(/(?<=\/)/); // as everywhere on the page, under the server's own address
  return pieces.flatMap((piece, i) => (i ? [element('wbr'), piece] : [piece]));
}

/**
 * A command and a button that copies it, where the browser lets pages do that.
 * @param {string} label
 * @param {string} source
 */
function sample(label, source) {
  const command = sampleFor(source, BASE);
  const head = element('div', { class: 'sample-head' }, element('span', {}, label));
  // Of clipboards, insecure pages have none.
  if (navigator.clipboard) {
    const button = element('button', { type: 'button', 'aria-label': `Copy the command: ${label}` }, 'Copy');
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(command);
      byId('status', HTMLElement).textContent = 'Copied';
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; }, COPIED_MS);
    });
    head.append(button);
  }
  return element('div', { class: 'sample' }, head, code(command));
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string} description
 */
function term(name, type, description) {
  return [
    element('dt', {}, element('code', {}, name), ' ', element('span', { class: 'type' }, type)),
    element('dd', {}, ...prose(description)),
  ];
}

/**
 * @param {string} summary
 * @param {...Node} children
 */
function fold(summary, ...children) {
  return element('details', {}, element('summary', {}, summary), ...children);
}

/** @param {Json} doc @param {Json} schema */
function members(doc, schema) {
  return element('dl', {}, ...membersOf(doc, schema).flatMap(({ name, type, required, description }) =>
    term(name, `${type}${required ? '' : ', optional'}`, description)));
}

/**
 * The members of every object that a schema leads to.
 * @param {Json} doc
 * @param {Json} schema
 */
function objects(doc, schema) {
  const names = [...namesIn(doc, schema)].filter((name) => name !== 'Problem');
  const own = schema['$ref'] || !membersOf(doc, schema).length || names.length ? [] : [members(doc, schema)];
  return [...own, ...names.flatMap((name) => [
    element('h4', {}, name), members(doc, { $ref: `#/components/schemas/${name}` }),
  ])];
}

/** @param {Json[]} parameters */
function parameterList(parameters) {
  return element('dl', {}, ...parameters.flatMap(({ name, in: place, required, schema, description }) => {
    const rule = schema.default === undefined ? '' : `, ${schema.default} unless given`;
    return term(name, `${place}: ${typeOf(schema)}${rule}${required && place === 'query' ? ', required' : ''}`,
      description ?? '');
  }));
}

/** @param {Json} doc @param {Json} body */
function bodyList(doc, { description, content }) {
  /** @type {[string, Json][]} */
  const kinds = Object.entries(content);
  const rows = kinds.flatMap(([type, { schema }]) => [
    element('dt', {}, element('code', {}, type)),
    element('dd', {}, ...prose(schema.description ?? ''), ...objects(doc, schema)),
  ]);
  return [...(description ? [element('p', {}, ...prose(description))] : []), element('dl', {}, ...rows)];
}

/** @param {Json} doc @param {Record<string, Json>} responses */
function statusList(doc, responses) {
  return element('dl', { class: 'statuses' }, ...Object.entries(responses).flatMap(([status, response]) => [
    element('dt', {}, element('code', {}, status)),
    element('dd', {}, ...prose(resolve(doc, response)['description'])),
  ]));
}

/** @param {Json} doc @param {Operation} operation */
function section(doc, { method, path, operation, parameters }) {
  /** @type {Json} */
  const success = Object.values(operation['responses'])[0];
  /** @type {Json | undefined} */
  const media = success['content']?.['application/json'];
  const example = exampleOf(media);
  const heading = element('h3', { id: operation['operationId'] },
    element('span', { class: `method ${method.toLowerCase()}` }, method), ' ',
    element('code', {}, ...breakable(path)));
  const parts = [heading, element('p', { class: 'summary' }, operation['summary'])];
  if (operation['description']) parts.push(element('p', {}, ...prose(operation['description'])));
  const [first, ...others] = operation['x-codeSamples'].map((/** @type {Json} */ { label, source }) =>
    sample(label, source));
  parts.push(first);
  if (example !== undefined) {
    parts.push(element('p', { class: 'answers' }, 'answers, for instance'), code(pretty(example)));
  }
  parts.push(...others);
  if (parameters.length) parts.push(fold('Parameters', parameterList(parameters)));
  if (operation['requestBody']) parts.push(fold('Body', ...bodyList(doc, operation['requestBody'])));
  const told = media ? objects(doc, media['schema']) : [];
  parts.push(fold('Answers', statusList(doc, operation['responses']), ...told));
  return element('section', { 'aria-labelledby': operation['operationId'] }, ...parts);
}

/** @param {Json} doc */
function show(doc) {
  const operations = operationsOf(doc);
  const contents = fold('Contents');
  contents.toggleAttribute('open', matchMedia('(min-width: 64rem)').matches); // where it stands beside the text
  byId('contents', HTMLElement).append(contents);
  const target = byId('operations', HTMLElement);
  for (const { name, description } of doc['tags']) {
    const own = operations.filter(({ tag }) => tag === name);
    contents.append(element('p', {}, name), element('ul', {}, ...own.map(({ method, path, operation }) =>
      element('li', {}, element('a', { href: `docs#${operation['operationId']}` },
        element('span', { class: `method ${method.toLowerCase()}` }, method),
        element('span', {}, ...breakable(path)))))));
    target.append(element('h2', {}, name), ...(description ? [element('p', {}, ...prose(description))] : []),
      ...own.map((operation) => section(doc, operation)));
  }
  byId('about', HTMLElement).replaceChildren(...prose(doc['info'].description));
  // What was asked for may only be there now.
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

const shortest = byId('first', HTMLElement);
shortest.replaceChildren(element('code', {}, sampleFor(shortest.textContent ?? '', BASE)));
try {
  const response = await fetch('api/openapi.json');
  if (!response.ok) throw new Error(`${response.status}`);
  show(await response.json());
} catch (error) {
  byId('status', HTMLElement).textContent =
    `I can't get the description of the API (${error instanceof Error ? error.message : error}). Load the page again?`;
}
