"""The network as a file: GEXF for Gephi and other programs that draw graphs, GeoJSON for maps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import msgspec

from shanhai.views import Network, Node, Tie

from .taming import tame

XMLNS = "http://gexf.net/1.3"
NODE = (("code", "string"), ("out", "integer"), ("into", "integer"), ("partners", "integer"), ("lon", "double"), ("lat", "double"))
EDGE = (("visits", "integer"), ("returned", "integer"), ("days", "integer"), ("near", "boolean"), ("family", "string"))


def gexf(seen: Network) -> bytes:
    """The places as nodes and the visits from one to another as directed edges, weighted by their number.

    `days` is the median time to return, `near` whether the two border, `family` the programme of most of the visits.
    """
    root = ElementTree.Element("gexf", {"xmlns": XMLNS, "version": "1.3"})
    meta = ElementTree.SubElement(root, "meta")
    ElementTree.SubElement(meta, "creator").text = "Shanhai 山海"
    said = f"{seen.level.value}; {seen.counted} visits; near {seen.near.near} of {seen.near.counted}, by chance {seen.near.expected:.1f}"
    ElementTree.SubElement(meta, "description").text = f"{said}; returned {seen.returned}"
    graph = ElementTree.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    _declared(graph, "node", NODE)
    _declared(graph, "edge", EDGE)
    nodes = ElementTree.SubElement(graph, "nodes")
    for node in seen.nodes:
        element = ElementTree.SubElement(nodes, "node", {"id": node.place.code or "", "label": str(tame(node.place.name))})
        _values(element, {"code": node.place.code, **{name: getattr(node, name) for name, _ in NODE[1:]}})
    edges = ElementTree.SubElement(graph, "edges")
    for number, tie in enumerate(seen.ties):
        sides = {"id": str(number), "source": tie.visitor.code or "", "target": tie.host.code or "", "weight": str(tie.visits)}
        _values(ElementTree.SubElement(edges, "edge", sides), {name: getattr(tie, name) for name, _ in EDGE})
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _declared(graph: ElementTree.Element, kind: str, names: tuple[tuple[str, str], ...]) -> None:
    held = ElementTree.SubElement(graph, "attributes", {"class": kind})
    for name, type_ in names:
        ElementTree.SubElement(held, "attribute", {"id": name, "title": name, "type": type_})


def _values(element: ElementTree.Element, values: dict[str, object]) -> None:
    held = ElementTree.SubElement(element, "attvalues")
    for name, value in values.items():
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(tame(str(value)))
            ElementTree.SubElement(held, "attvalue", {"for": name, "value": text})


def ties_geojson(seen: Network) -> bytes:
    """Places as points and visits as lines from the visitor to the host (WGS 84); places without coordinates are left out."""
    at = {node.place.code: (node.lon, node.lat) for node in seen.nodes if node.lon is not None and node.lat is not None}
    return msgspec.json.encode({"type": "FeatureCollection", "features": [*_points(seen.nodes), *_ways(seen.ties, at)]})


def _points(nodes: tuple[Node, ...]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        if node.lon is not None:
            more = {"out": node.out, "into": node.into, "partners": node.partners}
            yield _feature("Point", [node.lon, node.lat], {"name": node.place.name, "code": node.place.code, **more})


def _ways(ties: tuple[Tie, ...], at: dict[str | None, tuple[float, float]]) -> Iterator[dict[str, Any]]:
    for tie in ties:
        if tie.visitor.code in at and tie.host.code in at:
            sides = {"from": tie.visitor.code, "to": tie.host.code}
            more = {name: getattr(tie, name) for name, _ in EDGE}
            yield _feature("LineString", [at[tie.visitor.code], at[tie.host.code]], sides | more)


def _feature(kind: str, coordinates: list[Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": properties}
