"""Words of the brief alone."""

TEXTS: dict[str, tuple[str, str]] = {}
