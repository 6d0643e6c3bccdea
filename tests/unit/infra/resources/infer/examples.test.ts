import { describe, expect, test } from '@jest/globals';
import { inferResources } from '../../../../../src/infra/resources/infer/infer.ts';
import { example, identitiesOf, rolesOf } from './contracts.ts';

interface Expected {
  contract: string;
  resources: string[];
  roles: Record<string, string>;
}

const EXPECTED: Expected[] = [
  {
    contract: 'library',
    resources: ['books(id bigint)', 'loans(id bigint, bookId: books.book_id)'],
    roles: {
      'GET /books': 'list books /data[]',
      'POST /books': 'create books /data',
      'GET /books/{bookId}': 'read books /data',
      'PUT /books/{bookId}': 'replace books /data',
      'DELETE /books/{bookId}': 'remove books nothing',
      'GET /books/{bookId}/loans': 'list loans /data[]',
      'POST /books/{bookId}/loans': 'create loans /data',
      'GET /books/{bookId}/loans/{loanId}': 'read loans /data',
      'POST /books/{bookId}/loans/{loanId}/return': 'act loans /data',
    },
  },
  {
    contract: 'orchard',
    resources: ['orchards(id uuid)', 'trees(id uuid, orchard_id: orchards.orchard_id)'],
    roles: {
      'GET /orchards': 'list orchards /[]',
      'POST /orchards': 'create orchards /',
      'GET /orchards/{orchard_id}': 'read orchards /',
      'PATCH /orchards/{orchard_id}': 'update orchards /',
      'DELETE /orchards/{orchard_id}': 'remove orchards nothing',
      'GET /orchards/{orchard_id}/trees': 'list trees /[]',
      'POST /orchards/{orchard_id}/trees': 'create trees /',
      'GET /trees/{tree_id}': 'read trees /',
      'DELETE /trees/{tree_id}': 'remove trees nothing',
    },
  },
  {
    contract: 'observatory',
    resources: ['objects(designation text)', 'sightings(sightingId uuid, designation: objects._designation)'],
    roles: {
      'GET /objects': 'list objects /items[]',
      'POST /objects': 'create objects /',
      'GET /objects/{designation}': 'read objects /',
      'PUT /objects/{designation}': 'replace objects /',
      'DELETE /objects/{designation}': 'remove objects nothing',
      'GET /objects/{designation}/sightings': 'list sightings /edges[]*node',
      'POST /objects/{designation}/sightings': 'create sightings /',
    },
  },
  {
    contract: 'ferry',
    resources: ['crossings(id bigint)', 'bookings(id bigint, id: crossings.crossing_id)'],
    roles: {
      'GET /crossings': 'list crossings /crossings[]',
      'POST /crossings': 'create crossings /',
      'GET /crossings/{id}': 'read crossings /',
      'PUT /crossings/{id}': 'replace crossings /',
      'DELETE /crossings/{id}': 'remove crossings nothing',
      'GET /crossings/{id}/bookings': 'list bookings /[]',
      'POST /crossings/{id}/bookings': 'create bookings /',
      'GET /bookings/{bookingId}': 'read bookings /',
    },
  },
  {
    contract: 'kitchen',
    resources: ['recipes(slug text)', 'photos(id uuid, slug: recipes._recipe_slug)'],
    roles: {
      'GET /recipes': 'list recipes /recipes[]',
      'POST /recipes': 'create recipes /recipe',
      'GET /recipes/favorites': 'list recipes /recipes[]',
      'GET /recipes/{slug}': 'read recipes /recipe',
      'PUT /recipes/{slug}': 'replace recipes /recipe',
      'DELETE /recipes/{slug}': 'remove recipes nothing',
      'PUT /recipes/{slug}/favorite': 'act recipes nothing',
      'DELETE /recipes/{slug}/favorite': 'act recipes nothing',
      'GET /recipes/{slug}/photos': 'list photos /photos[]',
      'POST /recipes/{slug}/photos': 'create photos /photo',
    },
  },
  {
    contract: 'lighthouse',
    resources: ['settings()', 'lamps(id uuid)', 'schedule(lampId: lamps._lamp_id)', 'alarms(hidden text)'],
    roles: {
      'GET /settings': 'read settings /',
      'PUT /settings': 'replace settings /',
      'PATCH /settings': 'update settings /',
      'GET /lamps': 'list lamps /_embedded/lamps[]',
      'POST /lamps': 'create lamps /',
      'GET /lamps/{lampId}': 'read lamps /',
      'DELETE /lamps/{lampId}': 'remove lamps nothing',
      'POST /lamps/{lampId}:light': 'act lamps /',
      'GET /lamps/{lampId}/schedule': 'read schedule /',
      'PUT /lamps/{lampId}/schedule': 'replace schedule /',
      'GET /alarms': 'list alarms /[]',
      'POST /alarms': 'create alarms /',
      'DELETE /alarms': 'clear alarms nothing',
    },
  },
  {
    contract: 'depot',
    resources: ['parcels(sid text, depot: none.depot)'],
    roles: {
      'GET /depots/{depot}/parcels.json': 'list parcels /parcels[]',
      'POST /depots/{depot}/parcels.json': 'create parcels /',
      'GET /depots/{depot}/parcels/{sid}.json': 'read parcels /',
      'POST /depots/{depot}/parcels/{sid}.json': 'update parcels /',
      'DELETE /depots/{depot}/parcels/{sid}.json': 'remove parcels nothing',
    },
  },
];

describe('which operations of an example contract a table serves', () => {
  test.each(EXPECTED)('$contract', async ({ contract, resources, roles }) => {
    const model = inferResources(await example(contract));
    expect({ resources: identitiesOf(model).sort(), roles: rolesOf(model) }).toEqual({
      resources: [...resources].sort(),
      roles,
    });
  });

  test('properties have the narrowest column that holds them', async () => {
    const { resources } = inferResources(await example('library'));
    expect(
      resources[0]?.properties.map(({ column, type, readOnly, unique }) => ({ column, type, readOnly, unique })),
    ).toEqual([
      { column: 'id', type: 'bigint', readOnly: true, unique: false },
      { column: 'created_at', type: 'timestamptz', readOnly: true, unique: false },
      { column: 'title', type: 'text', readOnly: false, unique: false },
      { column: 'author', type: 'text', readOnly: false, unique: false },
      { column: 'isbn', type: 'text', readOnly: false, unique: true },
      { column: 'pages', type: 'integer', readOnly: false, unique: false },
      { column: 'published', type: 'date', readOnly: false, unique: false },
      { column: 'genres', type: 'jsonb', readOnly: false, unique: false },
    ]);
  });

  test('a request may spell properties otherwise than the representation', async () => {
    const { operations } = inferResources(await example('depot'));
    expect(operations.get('createParcel')?.request).toEqual({
      at: [],
      isList: false,
      names: { Recipient: 'recipient', WeightKg: 'weight_kg' },
      properties: ['recipient', 'weight_kg'],
    });
  });

  test('a replace that may make what is absent knows how to say so', async () => {
    const { operations } = inferResources(await example('observatory'));
    const served = operations.get('putObject');
    expect({ changed: served?.response.status, made: served?.created?.status }).toEqual({ changed: 200, made: 201 });
  });
});
