"""Files of links by line number: .align, ladders, XCES."""
