# The desk as an image: one program, every role. `docker build --build-arg VERSION=0.1.0 --tag ledgerdesk:0.1.0 .`
# The base is pinned by version; at a release its digest is pinned too, with what `docker buildx imagetools inspect` says.
FROM oven/bun:1.4.5-slim AS dependencies
WORKDIR /app
COPY package.json bun.lock ./
# As locked; without what only development needs (compilers that packages name as peers among it: a quarter of the size),
# and without running anything the packages bring.
RUN bun install --frozen-lockfile --production --omit=peer --ignore-scripts

FROM oven/bun:1.4.5-slim
ARG VERSION=0.0.0
LABEL org.opencontainers.image.title="Ledgerdesk" \
      org.opencontainers.image.description="A customer-support desk that answers around the clock and can prove what happened." \
      org.opencontainers.image.version="${VERSION}"
WORKDIR /app
# Everything belongs to root and is only read: the program's user can change nothing in the image.
COPY --from=dependencies /app/node_modules node_modules
COPY package.json tsconfig.json ./
COPY sql sql
COPY web-form web-form
COPY src src
# Only /tmp is written to. Bun would keep what it has compiled beside the home folder: there is none.
ENV NODE_ENV=production \
    HOME=/tmp \
    BUN_RUNTIME_TRANSPILER_CACHE_PATH=0
# By number, so that a cluster can see that it is not root.
USER 10001:10001
EXPOSE 3000
STOPSIGNAL SIGTERM
# No shell between the runtime and the signals. Health is asked for over HTTP, by whoever runs the container.
ENTRYPOINT ["bun", "src/main/cli.ts"]
CMD ["start"]
