"""Money that freelancers have earned, sent to their cards, bank accounts and e-wallets: by a call, or by itself."""
