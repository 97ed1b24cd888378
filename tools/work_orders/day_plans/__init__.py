"""Day plans: who could come, a day over many orders and people, carried out as one act, and mended."""
