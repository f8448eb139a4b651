"""Web: settings, URLs, cockpit, navigation, API, command line."""
