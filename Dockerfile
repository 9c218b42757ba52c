# The command `safeguarding`, for a Neo4j that runs elsewhere (NEO4J_URI). Needs a Docker engine to build.
FROM python:3.11-slim

WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

# Packages of GraphiQL, with the Node that the lock brought.
COPY browser ./browser
WORKDIR /app/browser
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

WORKDIR /app
COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && useradd --create-home --uid 10001 safeguarding \
    && install --directory --owner safeguarding /graph

# By number, so that a cluster can see that it is not root.
USER 10001
ENV SAFEGUARDING_HOME=/graph
EXPOSE 8000
ENTRYPOINT ["safeguarding"]
CMD ["serve"]
