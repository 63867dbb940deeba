"""Typesetting: measure, fit and place; every size is known when it is done."""
