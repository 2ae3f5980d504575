"""What the clippings of one week are read by."""

from __future__ import annotations

from dataclasses import dataclass

from reporter.domain.settings import Settings
from reporter.domain.taxonomy import Taxonomy
from reporter.domain.values import Week


@dataclass(frozen=True, slots=True)
class Frame:
    """What the clippings are read by: the pack, the settings, the week."""

    taxonomy: Taxonomy
    settings: Settings
    week: Week
