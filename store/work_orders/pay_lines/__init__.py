"""Single lines of what a work order pays, with who wrote them: increases, expenses, discounts, bonuses and penalties."""
