# The command `safeguarding`, for a Neo4j that runs elsewhere (NEO4J_URI). Needs a Docker engine to build.
FROM python:3.11-slim

WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

# Packages of GraphiQL, with the Node that the lock brought.
COPY browser ./browser
RUN cd browser && npm ci --omit=dev --ignore-scripts --no-audit --no-fund

COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && useradd --create-home safeguarding \
    && install --directory --owner safeguarding /graph

USER safeguarding
ENV SAFEGUARDING_HOME=/graph
EXPOSE 8000
ENTRYPOINT ["safeguarding"]
CMD ["serve"]
