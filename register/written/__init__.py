"""What the office writes from the register on paper: a submission to whoever decides, an agreement. As PDF and DOCX."""
