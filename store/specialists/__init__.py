"""Finding specialists, their public profiles, corrections of profiles, joining as one."""
