"""Invented standards, set in type and then damaged the way real copies are: ``python -m invented DIR``."""
