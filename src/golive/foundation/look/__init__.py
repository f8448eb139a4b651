"""How does the product look? Templates, styles, icons, fonts and charts for every page."""
