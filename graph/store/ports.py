"""Local ports, checked before a slow program is started on them."""

from __future__ import annotations

import socket

from graph.errors import PortTaken, SettingInvalid


def listen(host: str, port: int, variable: str) -> socket.socket:
    """A socket bound to an address; port 0 chooses a free one.

    Raises PortTaken, which names the setting `variable`, and SettingInvalid if the host is not an address of
    this machine.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        bound = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise SettingInvalid(
            f"HOST is '{host}'; give an address of this machine, such as 127.0.0.1."
        ) from error
    try:
        # As servers do, so that a port in TIME_WAIT counts as free.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise PortTaken(
            f"Port {port} on {host} cannot be used: {error.strerror}. Stop the program that listens there, "
            f"or choose another port with {variable}=NUMBER."
        ) from error
    return bound


def free_ports(count: int) -> list[int]:
    """Different ports that are free at this moment."""
    sockets = [listen("127.0.0.1", 0, "") for _ in range(count)]
    try:
        return [bound.getsockname()[1] for bound in sockets]
    finally:
        for bound in sockets:
            bound.close()
