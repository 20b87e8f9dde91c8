"""`shanhai serve`: the ledger in the browser of this machine, or of a network where everybody signs in."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shanhai.model import ShanhaiError

from .ledger import LedgerPlace
from .terminal import note

if TYPE_CHECKING:
    from shanhai.ledger import Ledger

LOOPBACK = "127.0.0.1"


def serve_command(
    ledger: LedgerPlace = "./shanhai.ledger",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="端口；0 任选一个空的。The port; 0 takes a free one.")] = 8000,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="在哪个地址上听；不是本机的，先要有账户。Where to listen; beyond this machine needs accounts."
        ),
    ] = LOOPBACK,
    proxy: Annotated[
        str,
        typer.Option(
            "--proxy",
            metavar="ADDRESS,…",
            help="前面的反向代理从哪里来：只信它报的来处和 https。The reverse proxy in front: it alone is believed about whence and https.",
        ),
    ] = "",
    boundaries: Annotated[
        Path | None,
        typer.Option(
            "--boundaries",
            metavar="FILE.geojson",
            help="本单位有许可的界线文件（GeoJSON，经纬度），垫在地图下面。A boundary file of your own to lie under the maps.",
        ),
    ] = None,
) -> None:
    """在浏览器里看台账：只在本机，或有了账户在网络上。The ledger in the browser: on this machine, or with accounts on a network."""
    from shanhai.ledger import Ledger
    from shanhai.web.boundaries import load

    lines = load(boundaries) if boundaries else None
    trusted = _addresses(proxy)
    with Ledger.open(ledger, create=False) as book:
        if trusted or not _loopback(host):
            _only_with_accounts(book, host)
        book.reconcile()  # what an adding that was cut short left waiting
    with _listening(host, port) as door:
        import uvicorn

        from shanhai.web.app import create_app

        shown = f"[{host}]" if ":" in host else host
        note(f"山海：http://{shown}:{door.getsockname()[1]}/ （按 Ctrl-C 停止）")
        if not trusted and not _loopback(host):
            note("口令在网上是明文：请放到有 TLS 的反向代理后面，见 docs/security.md (passwords go in clear: put a TLS proxy in front)")
        believed: dict[str, object] = {"proxy_headers": bool(trusted), "forwarded_allow_ips": trusted}
        config = uvicorn.Config(create_app(ledger, lines), log_level="warning", server_header=False, **believed)  # type: ignore[arg-type]
        uvicorn.Server(config).run(sockets=[door])


def _only_with_accounts(book: Ledger, host: str) -> None:
    """ShanhaiError where the ledger has no account: whoever reaches the address could do everything."""
    from shanhai.accounts.user import admins

    with book.looking() as connection:
        if admins(connection):
            return
    raise ShanhaiError(
        host,
        "还没有账户，只能在本机上开 (without accounts it listens on this machine only)",
        "先开一个管理员：shanhai account add 姓名 --role admin (make the first admin)",
    )


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _addresses(proxy: str) -> list[str]:
    """The addresses that are believed. ShanhaiError for what is none: `*` would believe everybody."""
    given = [each.strip() for each in proxy.split(",") if each.strip()]
    for each in given:
        try:
            ip_address(each)
        except ValueError as error:
            raise ShanhaiError(each, "不是 IP 地址 (not an IP address)", "写代理的地址，如 --proxy 127.0.0.1 (give the proxy's)") from error
    return given


def _listening(host: str, port: int) -> socket.socket:
    """A socket on the address; ShanhaiError when the port is taken or not allowed."""
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        door.bind((host, port))
        door.listen()
    except OSError as error:
        door.close()
        raise ShanhaiError(f"{host}:{port}", f"端口不能用 (port unavailable): {error.strerror}", "请用 --port 换一个") from error
    return door
