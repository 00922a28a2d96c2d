"""Files from outside into the workbook: read, shown, asked, written, all or nothing."""
