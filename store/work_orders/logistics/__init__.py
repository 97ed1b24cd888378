"""The site side of work orders: contacts, shipments, signatures."""
