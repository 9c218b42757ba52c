"""Build a zip of files that grow line by line, buffered on disk instead of in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import IO, Self

# Bytes of a file in memory before it moves to disk.
_IN_MEMORY = 64_000
_CHUNK = 256_000
# A fixed time of change, so that the same graph gives the same bytes.
_WHEN = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Content:
    """How many bytes a file has, and their digest in hexadecimal."""

    size: int
    sha256: str


class ZipBuilder:
    """Files to put into a zip. A context manager; on exit, the temporary files are removed."""

    def __init__(self) -> None:
        self._opened = ExitStack()
        self._files: dict[str, IO[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def add(self, name: str, head: bytes, line: bytes) -> None:
        """Append a line to a file; a new file starts with `head`."""
        if name not in self._files:
            file = self._opened.enter_context(SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - it is
            file.write(head)
            self._files[name] = file
        self._files[name].write(line)

    def names(self) -> list[str]:
        """The names of the files, sorted."""
        return sorted(self._files)

    def contents(self, name: str) -> Content:
        """What a file holds so far."""
        file, digest = self._files[name], sha256()
        file.seek(0)
        while part := file.read(_CHUNK):
            digest.update(part)
        return Content(file.tell(), digest.hexdigest())

    def zipped(self, texts: Mapping[str, bytes]) -> Iterator[bytes]:
        """The zip, in parts: the given texts, then all files by name."""
        sink = _Sink()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in texts.items():
                archive.writestr(zipfile.ZipInfo(name, _WHEN), content, zipfile.ZIP_DEFLATED)
            for name in self.names():
                yield from self._entry(archive, sink, name)
        yield sink.take()

    def _entry(self, archive: zipfile.ZipFile, sink: _Sink, name: str) -> Iterator[bytes]:
        file, info = self._files[name], zipfile.ZipInfo(name, _WHEN)
        info.compress_type = zipfile.ZIP_DEFLATED
        file.seek(0)
        with archive.open(info, "w", force_zip64=True) as entry:
            while part := file.read(_CHUNK):
                entry.write(part)
                yield sink.take()


class _Sink:
    """An unseekable file for the zip writer; `take` empties it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None: ...

    def close(self) -> None: ...

    def take(self) -> bytes:
        """The bytes written since the last call."""
        parts, self._parts = self._parts, []
        return b"".join(parts)
