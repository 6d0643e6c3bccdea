/** What `--help` prints, and what follows a misuse. */
export const USAGE = `Usage: npm start -- [CONTRACT] [--port N] [--host H] [--data DIR | --memory] [--production | --development]

  CONTRACT        OpenAPI 3.x or Swagger 2.0 file, YAML or JSON; without it, the project's own contract
  --port N        port to listen on                   (PORT, default 3000; 0 takes any free one)
  --host H        address to listen on                (HOST, default 127.0.0.1; 0.0.0.0 with --production)
  --data DIR      folder of the built-in database     (DATA_DIR, default .data beside package.json)
  --memory        keep nothing: the database lives in memory
  --production    no stand-in credentials, nothing answered from examples, responses checked by sample (MODE=production)
  --development   the opposite, where MODE=production is set

Environment: PORT, HOST, DATA_DIR, DATABASE_URL (a PostgreSQL server instead of the built-in database),
LOG_LEVEL (error, warn, info, debug), LOG_FORMAT (text, json), DRAIN_SECONDS (default 5), CORS_ORIGINS (comma-separated, * for any), BODY_LIMIT (bytes, default 1048576),
RESPONSE_CHECK_SAMPLE (0 to 1, default 0.01), STOP_TIMEOUT (seconds, default 10). Who gets in: CREDENTIALS_FILE,
OIDC_ISSUERS, DEVELOPMENT_SECRET, MASTER_KEY, TOKEN_ISSUER, TOKEN_AUDIENCE, REDIS_URL, RATE_LIMIT, RATE_LIMIT_FACTOR, TRUSTED_PROXIES,
SMTP_URL, MAIL_DIR, MAIL_FROM, AUDIT_ANCHOR_FILE. Secrets also as files: MASTER_KEY_FILE and its like. Flags win; docs/CONFIGURATION.md explains each.`;
