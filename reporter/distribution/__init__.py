"""Finished files -> people."""
