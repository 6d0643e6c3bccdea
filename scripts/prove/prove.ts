import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { loadContract } from '../../src/infra/contract/load.ts';
import { inferResources } from '../../src/infra/resources/infer/infer.ts';
import { startBackend } from './backend.ts';
import { renderFailures, renderTable, type Proof } from './report.ts';
import { curlLine } from './request.ts';
import { tellStory } from './story.ts';
import { contradictions } from './verdict.ts';
import { bindParents, createItem, perform, type World } from './world.ts';

/** `npm run prove -- CONTRACT... [--seed N] [--examples N] [--format text|json]` */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    examples: { type: 'string', default: '1' },
    format: { type: 'string', default: 'text' },
  },
});
if (positionals.length === 0 || !['text', 'json'].includes(values.format)) {
  console.error('Usage: npm run prove -- CONTRACT... [--seed N] [--examples N] [--format text|json]');
  process.exit(2);
}

const proofs: Proof[] = [];
for (const file of positionals) proofs.push(await prove(file, Number(values.seed), Number(values.examples)));
if (values.format === 'json') console.log(JSON.stringify(proofs, null, 2));
else console.log(`${renderFailures(proofs)}${renderTable(proofs)}`);
process.exitCode = proofs.some((proof) => proof.failures.length > 0) ? 1 : 0;

/** Starts the backend on a contract, sends every operation valid requests and tells every resource's story. */
async function prove(file: string, seed: number, examples: number): Promise<Proof> {
  const contract = await loadContract(file);
  const model = inferResources(contract);
  const backend = await startBackend(file);
  const proof: Proof = {
    contract: basename(file),
    operations: contract.operations.length,
    derived: model.operations.size,
    startSeconds: backend.startSeconds,
    requests: 0,
    statuses: {},
    stories: [],
    failures: [],
  };
  try {
    const world: World = {
      contract,
      model,
      url: backend.url,
      seed,
      record(request, received) {
        proof.requests++;
        const kind = received.status === 501 ? '501' : `${String(received.status).charAt(0)}xx`;
        proof.statuses[kind] = (proof.statuses[kind] ?? 0) + 1;
        for (const problem of contradictions(contract, request.operation, received)) {
          proof.failures.push({ operation: request.operation.id, problem, curl: curlLine(backend.url, request) });
        }
      },
    };
    for (let example = 0; example < examples; example++)
      await visitEverything({ ...world, seed: seed + example * 7919 }, proof);
  } finally {
    await backend.stop();
  }
  return proof;
}

async function visitEverything(world: World, proof: Proof): Promise<void> {
  for (const resource of world.model.resources) {
    const story = await tellStory(world, resource).catch((error: unknown) => {
      lost(proof, resource.name, error);
    });
    if (!story) continue;
    proof.stories.push(story);
    for (const problem of story.failures) proof.failures.push({ operation: `story of ${resource.name}`, problem });
  }
  for (const operation of world.contract.operations) {
    const derived = world.model.operations.get(operation.id);
    try {
      const path = derived ? await bindParents(world, derived) : {};
      if (derived?.key?.in === 'path') {
        const made = await createItem(world, derived.resource);
        if (made) Object.assign(path, made.bindings, { [derived.key.name]: made.identity });
      }
      await perform(world, operation, { path });
    } catch (error) {
      lost(proof, operation.id, error);
    }
  }
}

function lost(proof: Proof, operation: string, error: unknown): undefined {
  proof.failures.push({ operation, problem: `no answer: ${error instanceof Error ? error.message : String(error)}` });
}
