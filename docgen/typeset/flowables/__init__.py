"""Flowables: one file a block."""
