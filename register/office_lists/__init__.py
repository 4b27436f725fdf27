"""The lists that officers work with, each declared once: page, filters, order, saved views and files follow."""
