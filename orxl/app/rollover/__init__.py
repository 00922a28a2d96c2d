"""«orxl rull-år»: next year's workbook from this one, with all that staff have put in it."""
