"""What the rules are that are no sentences with holes, in one sentence each: `derivations.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import yaml

from .load import ROOT


@cache
def derivations() -> Mapping[str, str]:
    """Name and sentence of each.

    >>> "tenure.post-name" in derivations()
    True
    """
    return MappingProxyType(yaml.safe_load((ROOT / "derivations.yaml").read_text("utf-8")))
