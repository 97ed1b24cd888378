"""The site side of a work order: where it is, whom to call there, parcels, and signatures."""
