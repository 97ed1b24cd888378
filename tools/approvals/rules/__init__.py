"""Pure decisions of approvals: who decides when, what an act is stopped by, what a mandate covers."""
