"""What ends a contract, or somebody's part in it, and bringing a contract back."""
