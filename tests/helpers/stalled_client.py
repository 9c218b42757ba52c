"""A client of exports that hardly reads."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from tests.helpers.api_server import Api


def stalled_download(api: Api) -> socket.socket:
    """A client that asks for everything and takes a few bytes at a time; closing it hangs up."""
    place = urlsplit(api.url)
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect((place.hostname, place.port))
    client.sendall(f"GET /export/dataset.turtle HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
    return client
