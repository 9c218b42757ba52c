"""Who listens at a port of this machine: what the kernel would give a connection to, and whose it is.

A port that is free is any user's to take: before a Neo4j of our own has it, and after one has ended. Linux
tells (sock_diag) in 30 microseconds; reading /proc/net/tcp takes milliseconds.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
from functools import cache

# From linux/netlink.h, sock_diag.h and inet_diag.h.
_SOCK_DIAG, _BY_FAMILY, _REQUEST, _ERROR = 4, 20, 1, 2
_HEADER = struct.Struct("=IHHII")
_QUESTION = struct.Struct("=BBBBI")
_PORTS_AND_ADDRESSES = struct.Struct("!HH16s16s")
_ANY_INTERFACE = struct.pack("=III", 0, 0xFFFFFFFF, 0xFFFFFFFF)
_ANY_STATE = 0xFFFFFFFF
# After the header, four bytes, whose socket it is, when it expires and its two queues.
_USER_AT = _HEADER.size + 4 + _PORTS_AND_ADDRESSES.size + len(_ANY_INTERFACE) + 12


def is_ours(port: int) -> bool:
    """Whether a process of this user listens at a port of 127.0.0.1; True where the system does not say."""
    return not _tells() or _user_at(port) == os.geteuid()


@cache
def _tells() -> bool:
    """Whether the system says so: Linux does, unless it is built or confined so that it does not."""
    if sys.platform != "linux":
        return False
    with socket.create_server(("127.0.0.1", 0)) as own:
        try:
            return _user_at(own.getsockname()[1]) == os.geteuid()
        except OSError:
            return False


def _user_at(port: int) -> int | None:
    """The user who would get a connection to the port, or None. Raises OSError where that cannot be asked."""
    to = _PORTS_AND_ADDRESSES.pack(port, 0, socket.inet_aton("127.0.0.1"), b"") + _ANY_INTERFACE
    body = _QUESTION.pack(socket.AF_INET, socket.IPPROTO_TCP, 0, 0, _ANY_STATE) + to
    head = _HEADER.pack(_HEADER.size + len(body), _BY_FAMILY, _REQUEST, 0, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _SOCK_DIAG) as kernel:
        kernel.settimeout(1)
        kernel.sendto(head + body, (0, 0))
        answer = kernel.recv(4096)
    if _HEADER.unpack_from(answer)[1] == _ERROR:
        return None
    return int(struct.unpack_from("=I", answer, _USER_AT)[0])
