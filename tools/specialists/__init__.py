"""Finding specialists, their public profiles, corrections of profiles, joining as one.

Toolsets: specialists, account (joining). May import the kit and uploads, wallet, people, companies, scheduling."""
