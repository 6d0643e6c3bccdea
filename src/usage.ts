/** What `--help` prints, and what follows a misuse. */
export const USAGE = `Usage: npm start -- [CONTRACT] [--port N] [--host H] [--data DIR | --memory] [--production]

  CONTRACT        OpenAPI 3.x or Swagger 2.0 file, YAML or JSON; without it, the project's own contract
  --port N        port to listen on                   (PORT, default 3000; 0 takes any free one)
  --host H        address to listen on                (HOST, default 127.0.0.1; 0.0.0.0 with --production)
  --data DIR      folder of the built-in database     (DATA_DIR, default .data)
  --memory        keep nothing: the database lives in memory
  --production    check credentials for real, answer nothing from examples, check responses by sample

Environment: PORT, HOST, DATA_DIR, DATABASE_URL (a PostgreSQL server instead of the built-in database),
LOG_LEVEL (error, warn, info, debug), CORS_ORIGINS (comma-separated, * for any), BODY_LIMIT (bytes, default 1048576),
RESPONSE_CHECK_SAMPLE (0 to 1, default 0.01), STOP_TIMEOUT (seconds, default 10). Flags win.`;
