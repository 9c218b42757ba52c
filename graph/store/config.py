"""What `neo4j.conf` says: a Neo4j for this machine alone, that wants a password, answers, and never changes,
reads a file or calls out. What each of these settings keeps from whom is in `docs/security.md`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.browser.files import settings as browser_settings

# What a statement may take that sets no limit of its own; those of this program all do.
TRANSACTION_SECONDS = 60
_EVERYWHERE = "0.0.0.0/0,::/0"


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports of one Neo4j on 127.0.0.1."""

    bolt: int
    http: int


@dataclass(frozen=True, slots=True)
class Neo4jConfig:
    """One Neo4j: it listens on `ports`, and `public` are those that forward there, if any. `page_cache`, and
    the `transaction_memory` of one that is read-only, as Neo4j writes sizes (128m)."""

    ports: Ports
    read_only: bool
    page_cache: str = "128m"
    transaction_memory: str = "128m"
    public: Ports | None = None

    @property
    def reached(self) -> Ports:
        """The ports that its addresses name: in links, guides and routing tables."""
        return self.public or self.ports

    def text(self) -> str:
        """The content of `neo4j.conf`, one setting a line."""
        return "".join(f"{name}={value}\n" for name, value in self.items().items())

    def items(self) -> dict[str, str]:
        """Setting name to value, as Neo4j spells both."""
        return {
            "server.bolt.listen_address": f"127.0.0.1:{self.ports.bolt}",
            # Without it clients are sent on to port 7687, wherever the server listens.
            "server.bolt.advertised_address": f"127.0.0.1:{self.reached.bolt}",
            "server.http.listen_address": f"127.0.0.1:{self.ports.http}",
            "server.http.advertised_address": f"127.0.0.1:{self.reached.http}",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": self.page_cache,
            "server.databases.default_to_read_only": _word(self.read_only),
            "dbms.security.auth_enabled": "true",
            # Nobody guesses the password, but any web page could lock its owner out by guessing.
            "dbms.security.auth_max_failed_attempts": "0",
            # Browser and what lies beside it; no Cypher over HTTP.
            "server.http_enabled_modules": "BROWSER",
            "dbms.security.http_access_control_allow_origin": f"http://127.0.0.1:{self.reached.http}",
            "dbms.security.allow_csv_import_from_file_urls": "false",
            "internal.dbms.cypher_ip_blocklist": _EVERYWHERE,
            **(self._limits() if self.read_only else {}),
            "dbms.usage_report.enabled": "false",
            # Else it waits twice five seconds for clients to come, after it has closed its databases.
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
            "db.logs.query.enabled": "OFF",
            "dbms.security.http_static_content_security_policy_header": browser_policy(self.reached.bolt),
            **browser_settings(self.reached.http),
        }

    def _limits(self) -> dict[str, str]:
        return {
            "db.transaction.timeout": f"{TRANSACTION_SECONDS}s",
            "db.memory.transaction.max": self.transaction_memory,
        }


def browser_policy(bolt: int) -> str:
    """The content security policy of Browser's pages, which speak Bolt at this port and to nobody else.

    Browser asks for a web font, analytics and crash reporting even with telemetry off; the setting meant to
    forbid it (browser.allow_outgoing_connections) stops Community Edition from starting. And a link can tell
    Browser to load a guide, or to send the saved password, to any address that this policy allows.
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
    """Write `HOME/conf/neo4j.conf`; Neo4j makes the other directories itself."""
    conf = home / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    (conf / "neo4j.conf").write_text(config.text(), encoding="utf-8")


def bolt_address(home: Path) -> str:
    """Host and port at which the Neo4j of a home was last told to listen for Bolt."""
    text = (home / "conf" / "neo4j.conf").read_text(encoding="utf-8")
    return dict(line.split("=", 1) for line in text.splitlines())["server.bolt.listen_address"]


def _word(value: bool) -> str:
    return "true" if value else "false"
