"""Click commands, one module a group: parse, call one library function, print."""
