"""Pure functions, records -> records."""
