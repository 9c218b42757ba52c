"""`safeguarding neo4j run`: Neo4j without the API, for Neo4j Browser and other tools."""

from __future__ import annotations

import time

from command.console import prepare_neo4j, say
from command.signals import until_stopped
from graph.settings import Settings
from graph.store.access import USER, access_files
from graph.store.config import Ports
from graph.store.lock import hold
from graph.store.ports import listen
from graph.store.process import Neo4jProcess
from graph.store.running import started
from graph.store.stores import required_store


def run_neo4j(settings: Settings) -> None:
    """Serve the published store until Ctrl-C or SIGTERM. Raises GraphError."""
    with hold(settings.home, "serve"), until_stopped():
        store = required_store(settings.home)
        prepare_neo4j(settings)
        say("Starting Neo4j ...")
        with started(store, read_only=True, settings=settings, ports=chosen_ports(settings)) as neo4j:
            neo4j.ready()
            with access_files(settings.home, neo4j.access):
                print_neo4j(neo4j)
                while True:
                    time.sleep(1)
                    neo4j.check()


def chosen_ports(settings: Settings) -> Ports:
    """The ports of the settings, if they are free. Raises PortTaken."""
    with (
        listen("127.0.0.1", settings.bolt_port, "BOLT_PORT") as bolt,
        listen("127.0.0.1", settings.http_port, "HTTP_PORT") as http,
    ):
        return Ports(bolt.getsockname()[1], http.getsockname()[1])


def print_neo4j(neo4j: Neo4jProcess) -> None:
    """Print Neo4j's addresses and the commands that log in; never the password."""
    say(f"Neo4j Browser  {neo4j.browser_url} ('safeguarding browser' opens it connected)")
    say(f"Bolt           {neo4j.access.uri} (user {USER}; 'safeguarding password' prints the password)")
