"""Two people's edits of one workbook put together in one file: «orxl flett»."""
