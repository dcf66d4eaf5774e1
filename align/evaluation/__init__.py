"""An alignment judged by gold."""
