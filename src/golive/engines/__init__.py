"""Engines: pure computations that work in a notebook, without Django."""
