"""A company's invoices and certificates, as they were issued."""
