"""What is in an HTML file: blocks, lists and tables as a browser shows them without style sheets."""
