"""What the operator does about reviews."""
