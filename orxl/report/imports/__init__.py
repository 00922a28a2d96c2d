"""Shows what an import would change in the workbook, before and after it is done."""
