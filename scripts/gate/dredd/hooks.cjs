/* eslint-disable no-undef, @typescript-eslint/no-require-imports -- Dredd loads hooks as CommonJS only. */
/**
 * Dredd's hooks: each transaction is sent as it was prepared (data that exists, a credential), and its answer is judged
 * by its schema instead of by an example. What came of it is written down.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const hooks = require('hooks');

const { plan: planFile, results: resultsFile } = JSON.parse(process.env.DREDD_FILES);
/** Prepared transactions by method and path. */
const plan = JSON.parse(readFileSync(planFile, 'utf8'));

hooks.beforeEach((transaction) => {
  const { method, uri } = transaction.request;
  const prepared = plan[`${method} ${uri}`];
  if (prepared === undefined) {
    transaction.skip = true;
    return;
  }
  transaction.fullPath = prepared.target;
  transaction.request.headers = prepared.headers;
  transaction.request.body = prepared.body;
  transaction.expected = prepared.expected;
});

// Dredd tells synchronous hooks by their one parameter.
hooks.afterAll((transactions) => {
  writeFileSync(resultsFile, JSON.stringify(transactions.map(resultOf)));
});

function resultOf({ request, skip, test = {}, real = {} }) {
  const fields = Object.values(test.results?.fields ?? {}).flatMap(({ errors }) => errors);
  return {
    key: `${request.method} ${request.uri}`,
    isSkipped: skip === true,
    isValid: test.valid === true,
    status: Number(real.statusCode),
    messages: [...(test.errors ?? []), ...fields].map(({ message }) => message),
  };
}
