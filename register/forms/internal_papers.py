"""The shape of what is typed about papers that stay in the office."""

from grants.fields import BaseForm, OneLineField, UploadField


class InternalPaperForm(BaseForm):
    title = OneLineField(label="Title", max_length=200, error_messages={"required": "Enter the title of the paper"})
    upload = UploadField(label="File", help_text="PDF, DOCX, XLSX, ODT, CSV, PNG or JPEG, up to 20 MB.")
