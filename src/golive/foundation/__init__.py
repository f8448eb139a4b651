"""Foundation: what every register stands on."""
