"""What an import and a site cost, as ratios measured in one run: ``make bench`` (see README.md here)."""
