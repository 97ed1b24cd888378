"""python -m bench.discovery"""

from bench.discovery import run

print("\n".join(run()))
