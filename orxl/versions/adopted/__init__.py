"""An adopted version of the workbook: its digest in meaning, what was adopted, what differs."""
