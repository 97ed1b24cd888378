"""What is owed and paid in a contract: charges, deposits, bills."""
