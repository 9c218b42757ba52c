"""A real nginx in front of the API: TLS, a path prefix, a cache."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.helpers.paths import ROOT

START_SECONDS = 30.0
EXAMPLE = ROOT / "examples" / "proxy" / "safeguarding.conf"
_FRAME = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
{sites}
}}
"""
_SITES = """
  proxy_cache_path {folder}/cache keys_zone=answers:1m;
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $http_host;
  proxy_set_header X-Forwarded-Host $http_host;
  proxy_set_header X-Forwarded-Proto $scheme;
  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
  server {{
    listen 127.0.0.1:{tls} ssl;
    ssl_certificate {folder}/certificate.pem;
    ssl_certificate_key {folder}/key.pem;
    location /sg/ {{ proxy_pass http://127.0.0.1:{api}/; }}
    location /kept/sg/ {{ proxy_pass http://127.0.0.1:{api}/sg/; }}
  }}
  server {{
    listen 127.0.0.1:{plain};
    location /sg/ {{ proxy_pass http://127.0.0.1:{api}/; }}
    location / {{
      proxy_pass http://127.0.0.1:{api};
      proxy_cache answers;
      # Caches what carries no caching header, as caches do by default.
      proxy_cache_valid any 60s;
      add_header X-Cache $upstream_cache_status always;
    }}
  }}
"""


@dataclass(frozen=True)
class Nginx:
    """``tls`` and ``plain`` are addresses without a path; ``certificate`` is that of the first."""

    tls: str
    plain: str
    certificate: Path


@contextmanager
def nginx(api_port: int, folder: Path) -> Iterator[Nginx]:
    """nginx in front of the API at a port while inside; skips if it is not installed."""
    program = _program()
    tls, plain = _free_port(), _free_port()
    _certificate(folder)
    sites = _SITES.format(folder=folder, tls=tls, plain=plain, api=api_port)
    with _running(program, sites, plain, folder):
        yield Nginx(f"https://localhost:{tls}", f"http://localhost:{plain}", folder / "certificate.pem")


@contextmanager
def nginx_of_the_example(api_port: int, folder: Path) -> Iterator[str]:
    """The address of nginx with the file that people copy, in front of the API at a port; only its two ports
    are others. Skips if it is not installed."""
    program, port = _program(), _free_port()
    text = EXAMPLE.read_text("utf-8")
    for written, here in (
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{api_port};"),
        ("listen 8080;", f"listen 127.0.0.1:{port};"),
    ):
        assert text.count(written) == 1
        text = text.replace(written, here)
    with _running(program, text, port, folder):
        yield f"http://localhost:{port}"


def _program() -> str:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None or shutil.which("openssl") is None:
        message = "nginx and openssl are needed for this test: apt-get install nginx-light openssl"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    assert program
    return program


@contextmanager
def _running(program: str, sites: str, port: int, folder: Path) -> Iterator[None]:
    user = "user root;" if os.geteuid() == 0 else ""
    written = folder / "nginx.conf"
    written.write_text(_FRAME.format(folder=folder, user=user, sites=sites))
    with subprocess.Popen(
        [program, "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(written)]
    ) as process:
        try:
            _until_listening(port, process, folder)
            yield
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _certificate(folder: Path) -> None:
    command = [
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
        *("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem"), "-days", "2"),
        *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
    ]
    subprocess.run(command, check=True, capture_output=True)


def _until_listening(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert process.poll() is None, (folder / "error.log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)
