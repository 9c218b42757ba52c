"""A login by Bolt over a WebSocket, byte by byte, because no driver lets a test choose the Origin."""

from __future__ import annotations

from websockets.sync.client import connect
from websockets.typing import Origin

_VERSION_5_0 = b"\x00\x00\x00\x05" + bytes(12)
_HANDSHAKE = b"\x60\x60\xb0\x17" + _VERSION_5_0
_HELLO, _SUCCESS, _FAILURE = b"\xb1\x01", b"\xb1\x70", b"\xb1\x7f"


def log_in(port: int, origin: str | None, **login: str) -> bool:
    """Whether a server takes a login, such as ``scheme="none"``, from a page of an origin."""
    fields = {"user_agent": "page", **login}
    message = _HELLO + bytes([0xA0 + len(fields)]) + b"".join(map(_text, _flat(fields)))
    address = f"ws://127.0.0.1:{port}"
    with connect(address, origin=Origin(origin) if origin else None, max_size=None) as socket:
        socket.send(_HANDSHAKE)
        assert socket.recv(timeout=10) == _VERSION_5_0[:4]
        socket.send(len(message).to_bytes(2, "big") + message + b"\x00\x00")
        answer = b""
        while len(answer) < 4:
            answer += bytes(socket.recv(timeout=10, decode=False))
    assert answer[2:4] in (_SUCCESS, _FAILURE)
    return answer[2:4] == _SUCCESS


def _flat(fields: dict[str, str]) -> list[str]:
    return [text for pair in fields.items() for text in pair]


def _text(text: str) -> bytes:
    data = text.encode()
    size = bytes([0x80 + len(data)]) if len(data) < 16 else bytes([0xD0, len(data)])
    return size + data
