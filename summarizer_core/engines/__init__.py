"""Engines: what can analyse chunks. ``base`` is the seam, each other module one adapter."""
