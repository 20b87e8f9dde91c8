"""A seeded forward model of how mirrors, crawlers and portals damage Chinese pages."""

from bench.damage.damaged import Damaged
from bench.damage.kinds import KINDS, DamageError, damage
from bench.damage.markup import damage_markup

__all__ = ["KINDS", "DamageError", "Damaged", "damage", "damage_markup"]
