"""The settings in `neo4j.conf`: a Neo4j that listens locally, requires a password, and makes no other
connections. `docs/security.md` says what each setting protects against."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.browser.files import settings as browser_settings

# The time limit for statements that set none; all statements of this program set one.
TRANSACTION_SECONDS = 60
_EVERYWHERE = "0.0.0.0/0,::/0"


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports of one Neo4j on 127.0.0.1."""

    bolt: int
    http: int


@dataclass(frozen=True, slots=True)
class Neo4jConfig:
    """One Neo4j. It listens on `ports`; `public` are ports that forward to them, if any.

    Sizes are in Neo4j's notation (128m). `transaction_memory` applies to a read-only Neo4j."""

    ports: Ports
    read_only: bool
    page_cache: str = "128m"
    transaction_memory: str = "128m"
    public: Ports | None = None

    @property
    def advertised(self) -> Ports:
        """The ports in its addresses: in links, guides and routing tables."""
        return self.public or self.ports

    def text(self) -> str:
        """The content of `neo4j.conf`, one setting a line."""
        return "".join(f"{name}={value}\n" for name, value in self.items().items())

    def items(self) -> dict[str, str]:
        """Setting names and values, as Neo4j spells them."""
        return {
            "server.bolt.listen_address": f"127.0.0.1:{self.ports.bolt}",
            # Else the routing table sends clients to port 7687, wherever the server listens.
            "server.bolt.advertised_address": f"127.0.0.1:{self.advertised.bolt}",
            "server.http.listen_address": f"127.0.0.1:{self.ports.http}",
            "server.http.advertised_address": f"127.0.0.1:{self.advertised.http}",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": self.page_cache,
            "server.databases.default_to_read_only": _boolean(self.read_only),
            "dbms.security.auth_enabled": "true",
            # The password cannot be guessed, but with a limit any web page could lock the owner out.
            "dbms.security.auth_max_failed_attempts": "0",
            # Neo4j Browser and its static files; no Cypher over HTTP.
            "server.http_enabled_modules": "BROWSER",
            "dbms.security.http_access_control_allow_origin": f"http://127.0.0.1:{self.advertised.http}",
            "dbms.security.allow_csv_import_from_file_urls": "false",
            "internal.dbms.cypher_ip_blocklist": _EVERYWHERE,
            **(self._limits() if self.read_only else {}),
            "dbms.usage_report.enabled": "false",
            # Else each of two listeners waits five seconds for clients during shutdown.
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
            "db.logs.query.enabled": "OFF",
            "dbms.security.http_static_content_security_policy_header": browser_policy(self.advertised.bolt),
            **browser_settings(self.advertised.http),
        }

    def _limits(self) -> dict[str, str]:
        return {
            "db.transaction.timeout": f"{TRANSACTION_SECONDS}s",
            "db.memory.transaction.max": self.transaction_memory,
        }


def browser_policy(bolt: int) -> str:
    """The content security policy of Neo4j Browser's pages: they may connect only to this Bolt port.

    Browser requests a web font, analytics and crash reporting even with telemetry off, and the setting meant
    to forbid it (browser.allow_outgoing_connections) stops Community Edition from starting. A link can also
    make Browser load a guide from, or send the saved password to, any address that this policy allows.
    """
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            f"connect-src 'self' ws://127.0.0.1:{bolt} ws://localhost:{bolt}",
            "object-src 'none'",
            "base-uri 'self'",
            "frame-ancestors 'none'",
        )
    )


def write_config(home: Path, config: Neo4jConfig) -> None:
    """Write `HOME/conf/neo4j.conf`; Neo4j creates the other directories."""
    conf = home / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    (conf / "neo4j.conf").write_text(config.text(), encoding="utf-8")


def bolt_address(home: Path) -> str:
    """Host and port for Bolt in the `neo4j.conf` of a home."""
    text = (home / "conf" / "neo4j.conf").read_text(encoding="utf-8")
    return dict(line.split("=", 1) for line in text.splitlines())["server.bolt.listen_address"]


def _boolean(value: bool) -> str:
    return "true" if value else "false"
