"""Sites, parcels and signatures as pure decisions."""
