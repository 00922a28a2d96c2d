"""Formulas: tokens, relative form, dependency graph, lowering, and the engines that evaluate.

Works on ``orxl.core.snapshot.Book`` alone, never on the user's files. The engine packages are
imported inside their adapters, the first time they are asked for a value.
"""
