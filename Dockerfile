# syntax=docker/dockerfile:1

# Production dependencies only. The `node` package is left out of the final image: the base image is that Node.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/contract/package.json packages/contract/
COPY packages/diff/package.json packages/diff/
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/node node_modules/node-bin-* node_modules/.bin/node

FROM node:24-bookworm-slim
# The packages run from their sources.
ENV NODE_OPTIONS=--conditions=source
ENV MODE=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY openapi openapi
COPY packages packages
COPY src src
COPY scripts/*.ts scripts/
# The empty cluster that an embedded database starts from, and compiled modules, so that no container waits for them.
RUN node scripts/prepare.ts && mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# Readiness, not liveness: an instance that has lost its database gets no traffic.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/_system/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# node is process 1 and receives SIGTERM itself. Arguments after the image name are a command (db:migrate, keys:rotate,
# audit:verify ...) and its flags; without one the server starts, in production.
ENTRYPOINT ["node", "--max-semi-space-size=32", "scripts/command.ts"]
