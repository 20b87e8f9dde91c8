"""`shanhai serve`: the ledger in the browser of this machine."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer

from shanhai.model import ShanhaiError

from .ledger import LedgerPlace
from .terminal import note

# Only this machine: the application knows no users, so it must not be reachable from the network.
LOOPBACK = "127.0.0.1"


def serve_command(
    ledger: LedgerPlace = "./shanhai.ledger",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="端口；0 任选一个空的。The port; 0 takes a free one.")] = 8000,
    boundaries: Annotated[
        Path | None,
        typer.Option(
            "--boundaries",
            metavar="FILE.geojson",
            help="本单位有许可的界线文件（GeoJSON，经纬度），垫在地图下面。A boundary file of your own to lie under the maps.",
        ),
    ] = None,
) -> None:
    """在本机浏览器里看台账。The ledger in the browser, on this machine only."""
    from shanhai.ledger import Ledger
    from shanhai.web.boundaries import load

    lines = load(boundaries) if boundaries else None
    with Ledger.open(ledger, create=False) as book:
        book.reconcile()  # what an adding that was cut short left waiting
    with _listening(port) as door:
        import uvicorn

        from shanhai.web.app import create_app

        note(f"山海：http://{LOOPBACK}:{door.getsockname()[1]}/ （按 Ctrl-C 停止）")
        uvicorn.Server(uvicorn.Config(create_app(ledger, lines), log_level="warning")).run(sockets=[door])


def _listening(port: int) -> socket.socket:
    """A socket on the loopback address; ShanhaiError when the port is taken or not allowed."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        door.bind((LOOPBACK, port))
        door.listen()
    except OSError as error:
        door.close()
        raise ShanhaiError(f"{LOOPBACK}:{port}", f"端口不能用 (port unavailable): {error.strerror}", "请用 --port 换一个") from error
    return door
