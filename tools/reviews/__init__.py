"""What both sides of paid work say of each other afterwards, double blind, and what it adds up to. Serves the toolset reviews."""
