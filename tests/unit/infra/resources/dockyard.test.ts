import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadContract } from '@plumbline/contract/load';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { serve, type Call } from '../../support/resources.ts';

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  call = await serve(await loadContract('openapi/examples/dockyard.yaml'), database);
});
afterAll(() => database.close());

type Vessel = { id: string } & Record<string, unknown>;
type Berth = { id: string; slug: string; vessels?: Vessel[]; flagship?: Vessel } & Record<string, unknown>;

async function launch(vessel: object): Promise<Vessel> {
  return (await call('launchVessel', { body: vessel })).body as Vessel;
}

async function open(berth: object): Promise<Berth> {
  return (await call('openBerth', { body: berth })).body as Berth;
}

const names = (body: unknown): unknown[] => (body as Vessel[]).map(({ name }) => name);
const read = async (idOrSlug: string): Promise<Berth> => (await call('getBerth', { path: { idOrSlug } })).body as Berth;

test('heirs of a discriminated schema keep the members that are theirs alone', async () => {
  const tug = await launch({ kind: 'tug', name: 'Atlas', pull: 40, engine: { power: 900 } });
  expect(tug).toMatchObject({ kind: 'tug', pull: 40, engine: { power: 900 } });
  await call('changeVessel', { path: { vesselId: tug.id }, body: { engine: { power: 950 } } });
  const { body } = await call('getVessel', { path: { vesselId: tug.id } });
  expect(body).toMatchObject({ pull: 40, engine: { power: 950 } });
  await call('changeVessel', { path: { vesselId: tug.id }, body: { pull: 41 } });
  expect((await call('getVessel', { path: { vesselId: tug.id } })).body).toMatchObject({ name: 'Atlas', pull: 41 });
});

test('what never said its state is in the one that the list takes for granted', async () => {
  await launch({ kind: 'ferry', name: 'Docked', seats: 10, state: 'docked' });
  await launch({ kind: 'ferry', name: 'Silent', seats: 10 });
  expect(names((await call('listVessels', { query: { state: 'afloat' } })).body)).toContain('Silent');
  expect(names((await call('listVessels', { query: { state: 'docked' } })).body)).toEqual(['Docked']);
  expect(names((await call('listVessels', { query: { state: 'all' } })).body)).toHaveLength(3);
});

test('a list says in headers how many there are, and a count in its body', async () => {
  const { headers } = await call('listVessels', { query: { state: 'all', offset: 1, limit: 2 } });
  expect(headers).toMatchObject({ 'Content-Range': 'items 1-2/3', 'X-Total-Count': '3' });
  expect((await call('countVessels')).body).toEqual({ count: 3 });
});

test('an identifier is answered with the object that it stands for, as that is now', async () => {
  const ship = await launch({ kind: 'ferry', name: 'Before', seats: 1 });
  const berth = await open({ name: 'North', slug: 'north', vessels: [ship.id, 'ghost'], flagshipId: ship.id });
  // Of what does not exist nothing is known but its identifier: no object is made up for it.
  expect(berth.vessels).toEqual([{ id: ship.id, name: 'Before' }]);
  expect(berth.flagship).toEqual({ id: ship.id, name: 'Before' });

  await call('changeVessel', { path: { vesselId: ship.id }, body: { name: 'After' } });
  const again = await read(berth.id);
  expect(again.flagship).toEqual({ id: ship.id, name: 'After' });
  expect(again.vessels).toEqual([{ id: ship.id, name: 'After' }]);
  const asked = await call('listBerths', { query: { flagshipId: ship.id } });
  expect(names(asked.body)).toEqual(['North']);
  expect(names((await call('listBerths', { query: { flagshipId: 'ghost' } })).body)).toEqual([]);

  await call('replaceBerth', { path: { idOrSlug: 'north' }, body: { name: 'North', slug: 'north', vessels: [] } });
  expect(await read('north')).not.toHaveProperty('flagship');
});

test('an item is found by its id, its slug, and at the path of its slug', async () => {
  const berth = await open({ name: 'South', slug: 'south' });
  for (const found of [await read(berth.id), await read('south')]) expect(found).toEqual(berth);
  expect((await call('getBerthBySlug', { path: { slug: 'south' } })).body).toEqual(berth);
  await expect(call('getBerthBySlug', { path: { slug: berth.id } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(open({ name: 'Again', slug: 'south' })).rejects.toMatchObject({ code: 'CONFLICT' });

  await call('orderRepair', { path: { idOrSlug: berth.id }, body: { what: 'crane' } });
  const { body } = await call('listRepairs', { path: { idOrSlug: 'south' } });
  expect(body).toEqual([{ id: 1, what: 'crane' }]);
  await expect(call('listRepairs', { path: { idOrSlug: 'nowhere' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an item shows its own address, in full where the contract wants a URI', async () => {
  const body = { name: 'East', slug: 'east' };
  const { headers, body: berth } = await call('openBerth', { origin: 'http://dock.test', body });
  const address = `http://dock.test/berths/${(berth as Berth).slug}`;
  expect(headers?.['Location']).toBe(address);
  expect(berth).toMatchObject({ _links: { self: { href: address } } });
});

test('several items change together or not at all, and are removed as far as they are there', async () => {
  const [one, two] = [
    await launch({ kind: 'tug', name: 'One', pull: 1 }),
    await launch({ kind: 'tug', name: 'Two', pull: 2 }),
  ];
  const changed = await call('changeVessels', {
    body: [
      { id: one.id, name: 'Uno' },
      { id: two.id, state: 'docked' },
    ],
  });
  expect(changed.body).toMatchObject([
    { name: 'Uno', pull: 1 },
    { name: 'Two', state: 'docked' },
  ]);
  const lost = call('changeVessels', {
    body: [
      { id: one.id, name: 'Lost' },
      { id: 'nobody', name: 'Lost' },
    ],
  });
  await expect(lost).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await call('getVessel', { path: { vesselId: one.id } })).body).toMatchObject({ name: 'Uno' });

  const ids = `${one.id},${two.id}`;
  expect(names((await call('listVessels', { query: { ids, state: 'all' } })).body)).toEqual(['Uno', 'Two']);
  await call('scrapVessels', { query: { id: [one.id, two.id, 'nobody'] } });
  await expect(call('getVessel', { path: { vesselId: two.id } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
