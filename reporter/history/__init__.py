"""Weeks and corrections, kept in a database."""
