"""The store on PostgreSQL 15 or newer: the same interface as store.database, for halls that outgrow one file."""
