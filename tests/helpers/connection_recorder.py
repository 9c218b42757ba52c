"""A port of this machine that counts connections, for tests of programs that must not connect."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Listener:
    """Counts connections on 127.0.0.1 and ::1, at one port."""

    def __init__(self, sockets: list[socket.socket]) -> None:
        self.port = sockets[0].getsockname()[1]
        self.connections = 0
        for each in sockets:
            threading.Thread(target=self._accept, args=(each,), daemon=True).start()

    @classmethod
    @contextmanager
    def open(cls) -> Iterator[Listener]:
        first = socket.create_server(("127.0.0.1", 0))
        sockets = [first]
        if socket.has_ipv6:
            port = first.getsockname()[1]
            sockets.append(socket.create_server(("::1", port), family=socket.AF_INET6))
        try:
            yield cls(sockets)
        finally:
            for each in sockets:
                each.close()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()
