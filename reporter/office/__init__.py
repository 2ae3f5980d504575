"""OOXML building blocks; know nothing of reporter but its errors."""
