"""The rules, pure: facts, commands, what is known, and what follows. No clock, file or terminal."""
