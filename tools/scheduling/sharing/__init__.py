"""Handing out how others book: links for chosen people."""
