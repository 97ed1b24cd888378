"""Where a site or a home is: postal codes, polygons, and the territory that a site belongs to."""
