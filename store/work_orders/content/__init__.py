"""What a work order carries: its conversation, its folders and files."""
