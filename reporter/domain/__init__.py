"""Frozen records, values and enums; standard library only."""
