# The bot alone, on Alpine with nothing but Node: at most 200 MB, not root, and nothing is written but under /data.
ARG NODE=22-alpine

FROM node:${NODE} AS build
WORKDIR /build
COPY . .
RUN npm ci --no-audit --no-fund && npm pack --ignore-scripts
WORKDIR /app
# This Node has SQLite itself, and loads the SDK as CommonJS: what it never opens stays out.
RUN npm install --omit=dev --ignore-scripts --no-audit --no-fund --no-package-lock /build/feishu-approval-bot-*.tgz \
 && rm -rf node_modules/@photostructure node_modules/@larksuiteoapi/node-sdk/es node_modules/@larksuiteoapi/node-sdk/types \
 && find node_modules -name '*.map' -delete \
 && node node_modules/feishu-approval-bot/dist/src/main.js --version

FROM alpine:3.22
RUN apk add --no-cache ca-certificates libstdc++ \
 && addgroup -g 10001 bot && adduser -D -H -u 10001 -G bot bot \
 && install -d -m 0700 -o bot -g bot /data
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /app /app
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0 PORT=3000 OPS_HOST=0.0.0.0 OPS_PORT=3001
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 3000 3001
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.OPS_PORT}/healthz`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
# Stops in order within 9 s of SIGTERM.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/node_modules/feishu-approval-bot/dist/src/main.js"]
CMD ["start"]
