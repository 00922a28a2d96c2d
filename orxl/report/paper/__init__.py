"""The board paper and the other papers: one document in memory, written as PDF, DOCX and HTML."""
