"""What every stage needs of text: character classes, labels, word splitting, text that knows where it came from."""
