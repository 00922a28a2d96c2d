"""The fees of the members to read, to invoice by and to send: terminal, JSON, CSV, XLSX, pages."""
