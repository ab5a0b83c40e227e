"""Users, roles and permissions, tokens, throttling, audit."""
