"""What files are, without a word about the product: containers, sheets, fonts, fax lines, pictures."""
