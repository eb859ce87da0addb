# Built with the same commands as everything else: npm ci, npm run build.
FROM node:24-bookworm-slim AS build
WORKDIR /closeby
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/.cache

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /closeby
COPY --from=build /closeby/package.json /closeby/LICENSE /closeby/NOTICE ./
COPY --from=build /closeby/node_modules node_modules
COPY --from=build /closeby/dist dist
RUN install -d -o node -g node /audit
USER node
EXPOSE 3000
CMD ["node", "--enable-source-maps", "dist/apps/server/src/main.js"]
