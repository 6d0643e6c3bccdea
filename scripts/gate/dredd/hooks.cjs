/* eslint-disable no-undef, @typescript-eslint/no-require-imports -- Dredd loads hooks as CommonJS only. */
/**
 * Dredd's hooks: each transaction is sent as the gate prepares it when its turn has come (data that exists, a
 * credential), and its answer is judged by its schema instead of by an example. What came of it is written down.
 */
const { writeFileSync } = require('node:fs');
const hooks = require('hooks');

const { DREDD_RESULTS: resultsFile, DREDD_HOOK_SERVER: server } = process.env;

async function ask(question) {
  const answer = await fetch(server, { method: 'POST', body: JSON.stringify(question) });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

function keyOf({ request: { method, uri } }) {
  return `${method} ${uri}`;
}

async function prepare(transaction) {
  const { prepared } = await ask({ key: keyOf(transaction) });
  if (prepared === undefined) {
    transaction.skip = true;
    return;
  }
  transaction.fullPath = prepared.target;
  transaction.request.headers = prepared.headers;
  transaction.request.body = prepared.body;
  transaction.expected = prepared.expected;
}

hooks.beforeEach((transaction, done) => {
  prepare(transaction).then(done, (error) => {
    transaction.fail = `could not be prepared: ${error.message}`;
    done();
  });
});

hooks.afterEach((transaction, done) => {
  const { real } = transaction;
  if (real === undefined) done();
  else ask({ key: keyOf(transaction), real }).then(() => done(), done);
});

// Dredd tells synchronous hooks by their one parameter.
hooks.afterAll((transactions) => {
  writeFileSync(resultsFile, JSON.stringify(transactions.map(resultOf)));
});

function resultOf(transaction) {
  const { skip, test = {}, real = {} } = transaction;
  const fields = Object.values(test.results?.fields ?? {}).flatMap(({ errors }) => errors);
  return {
    key: keyOf(transaction),
    isSkipped: skip === true,
    isValid: test.valid === true,
    status: Number(real.statusCode),
    messages: [...(test.errors ?? []), ...fields].map(({ message }) => message),
  };
}
