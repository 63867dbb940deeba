"""Typst from the start of a process: python typst_cold.py SOURCE OUTPUT."""

import sys

import typst

typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=["ua-1"])
