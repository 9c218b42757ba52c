"""A zip of tables that are written as they are read: each file grows on disk, and none of it in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Self

# Bytes of one file that are kept in memory before it moves to the disk.
_IN_MEMORY = 64_000
_CHUNK = 256_000
# A zip keeps when a file was changed; the same graph shall make the same bytes.
_WHEN = (1980, 1, 1, 0, 0, 0)


class Files:
    """Files that grow side by side, and become a zip. Use as a context; closed, they are gone."""

    def __init__(self) -> None:
        self._opened = ExitStack()
        self._files: dict[str, IO[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def add(self, name: str, head: bytes, line: bytes) -> None:
        """Add a line to a file, which begins with `head`."""
        if name not in self._files:
            file = self._opened.enter_context(SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - it is
            file.write(head)
            self._files[name] = file
        self._files[name].write(line)

    def names(self) -> list[str]:
        """The names of the files that have a line, sorted."""
        return sorted(self._files)

    def zipped(self, texts: Mapping[str, bytes]) -> Iterator[bytes]:
        """The zip of some texts and then of all files, by name, in parts."""
        sink = _Sink()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in texts.items():
                archive.writestr(zipfile.ZipInfo(name, _WHEN), content, zipfile.ZIP_DEFLATED)
            for name in self.names():
                yield from self._entry(archive, sink, name)
        yield sink.taken()

    def _entry(self, archive: zipfile.ZipFile, sink: _Sink, name: str) -> Iterator[bytes]:
        file, info = self._files[name], zipfile.ZipInfo(name, _WHEN)
        info.compress_type = zipfile.ZIP_DEFLATED
        file.seek(0)
        with archive.open(info, "w", force_zip64=True) as entry:
            while part := file.read(_CHUNK):
                entry.write(part)
                yield sink.taken()


class _Sink:
    """What a zip is written to, front to back, and taken from in parts."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None: ...

    def close(self) -> None: ...

    def taken(self) -> bytes:
        """What was written since it was last taken."""
        parts, self._parts = self._parts, []
        return b"".join(parts)
