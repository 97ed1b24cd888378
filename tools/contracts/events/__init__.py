"""What is planned and noted in a contract."""
