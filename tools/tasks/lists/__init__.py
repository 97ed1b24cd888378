"""What tasks are listed and told apart by."""
