"""Inputs from strangers and bad days: each must give a finding with its place, and no more.

``python -m tests.hostile`` runs them all, ``python -m tests.hostile --fuzz SECONDS KIND`` looks
for more by mutation.
"""
