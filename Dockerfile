ARG NODE_VERSION=24

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package may run a script of its own. Not `npm ci`: see deploy/prepare.mjs.
RUN npm install --ignore-scripts --no-audit --no-fund
COPY vite.config.ts ./
COPY shared shared
COPY server server
COPY client client
RUN npm run build
# What runs needs neither tools nor types, nor the store's build for another C library.
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@libsql/*musl* \
  && find dist node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.cts' -o -name '*.mts' \) -delete

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production PORCHLIGHT_DATA=/data PORT=8080
WORKDIR /app
# A volume takes its owner from the folder that it is first put over.
RUN install -d -o node -g node -m 700 /data
COPY package.json LICENSE ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/main.js"]
